/** Names made wrong, and what finds them. */
import { createFlatIndex } from '../../../src-main/compute/flat-index.ts';
import { doubtsOf } from '../../../src-main/review/doubts.ts';
import { randomFrom, shuffled } from '../../../src-shared/random.ts';
import {
  calibrate,
  fallbacks,
  Gallery,
  GalleryScores,
  openSetFigures,
  searchOpenSet,
} from '../../../src-shared/recognition/index.ts';
import type { Found, Recognition } from './result.ts';

/** Faces of people with several, under names of which some are wrong. */
export interface Misnamed {
  embeddings: Float32Array[];
  /** Who it is, and who it is said to be. */
  people: string[];
  given: string[];
  wrong: ReadonlySet<number>;
}

/** Gives a share of the faces the name of somebody else, drawn at random. */
export function misname(
  embeddings: Float32Array[],
  people: string[],
  { share, seed }: { share: number; seed: number },
): Misnamed {
  const names = [...new Set(people)];
  const random = randomFrom(seed);
  const wrong = new Set(shuffled(people.length, random).slice(0, Math.round(share * people.length)));
  const given = people.map((name, i) => {
    if (!wrong.has(i)) return name;
    const others = names.filter((other) => other !== name);
    return others[random.integer(others.length)]!;
  });
  return { embeddings, people, given, wrong };
}

/** Puts strangers, each once, in the place of a share of the faces. */
export function intrude(
  embeddings: Float32Array[],
  people: string[],
  strangers: readonly { person: string; embedding: Float32Array }[],
  { share, seed }: { share: number; seed: number },
): Misnamed {
  const random = randomFrom(seed);
  const wrong = shuffled(people.length, random).slice(0, Math.round(share * people.length));
  const chosen = Array.from(shuffled(strangers.length, random), (i) => strangers[i]!);
  const [all, really] = [[...embeddings], [...people]];
  for (const [k, row] of wrong.entries()) {
    all[row] = chosen[k]!.embedding;
    really[row] = chosen[k]!.person;
  }
  return { embeddings: all, people: really, given: people, wrong: new Set(wrong) };
}

/** What Tammes doubts, by the rows of the faces: the worst first. */
export async function doubtedBy({ embeddings, given }: Misnamed) {
  const dim = embeddings[0]!.length;
  const gallery = new Gallery(dim, createFlatIndex(dim));
  const ids = new Map([...new Set(given)].map((name, i) => [name, i + 1]));
  for (const [i, name] of given.entries()) gallery.set(i, ids.get(name)!, embeddings[i]!);
  const scores = new GalleryScores(gallery, () => true, { mostWork: Number.POSITIVE_INFINITY });
  await scores.update(gallery.refreshDirections());
  const doubts = doubtsOf({ gallery, scores, calibration: calibrate(scores.scores(), fallbacks.pretrained) });
  gallery.close();
  return doubts.map(({ faceId, probability }) => ({ row: faceId, probability }));
}

/** How good a list of rows is that are held to be wrong. */
export function judge(
  rows: readonly number[],
  wrong: ReadonlySet<number>,
): Omit<Found, 'method' | 'expected'> {
  const right = (some: readonly number[]) => some.filter((row) => wrong.has(row)).length;
  return {
    doubted: rows.length,
    precision: rows.length === 0 ? 1 : right(rows) / rows.length,
    recall: right(rows) / wrong.size,
    first: right(rows.slice(0, wrong.size)) / wrong.size,
  };
}

/**
 * DIR with three enrolments: as named, without the doubted faces, and as it would be if all names were right. Every fourth face is a
 * probe and is never enrolled.
 * @param strangers people with a single face.
 */
export function recognitionWith(
  { embeddings, people, given }: Misnamed,
  doubted: ReadonlySet<number>,
  strangers: readonly { person: string; embedding: Float32Array }[],
): Recognition {
  const rows = [...embeddings.keys()];
  const isProbe = (i: number) => i % 4 === 3;
  const dir = (names: readonly string[], isEnrolled: (i: number) => boolean) => {
    const enrolled = rows
      .filter((i) => !isProbe(i) && isEnrolled(i))
      .map((i) => ({ person: names[i]!, embedding: embeddings[i]! }));
    const probes = rows.filter(isProbe).map((i) => ({ person: people[i]!, embedding: embeddings[i]! }));
    return openSetFigures(searchOpenSet(enrolled, probes, strangers)).detection;
  };
  return {
    given: dir(given, () => true),
    removed: dir(given, (i) => !doubted.has(i)),
    right: dir(people, () => true),
  };
}
