/** Answers the questions about a review from the state that was worked out. */
import type { Doubt, FaceGroup, Likely, Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { falseAcceptPresets } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { cosine } from '../../src-shared/recognition/index.ts';
import type { KnownPeople } from './known-people.ts';
import type { LibraryReview } from './library-review.ts';
import type { FaceDoubt, ReviewState } from './state.ts';

/** What is asked of a review. */
export type ReviewMethod =
  `review.${'compare' | 'counts' | 'groups' | 'groupFaces' | 'suggestions' | 'doubtful'}`;

type Answer<M extends ReviewMethod> = Omit<Output<M>, 'progress' | 'stopped' | 'unnamed' | 'twoNames'>;
/** What the comparing of faces has found; null: it is not known yet. */
export type FoundCounts = Answer<'review.counts'>;

export class Answers {
  readonly #review: LibraryReview;
  readonly #state: ReviewState;

  constructor(review: LibraryReview, state: ReviewState) {
    this.#review = review;
    this.#state = state;
  }

  counts(): FoundCounts {
    const { groups, suggestions, doubts } = this.#state;
    const grouped = new Set(groups.flat());
    const alone = suggestions.filter(({ faceId }) => !grouped.has(faceId));
    return {
      groups: groups.length,
      grouped: grouped.size,
      suggestions: suggestions.length,
      doubtful: doubts.length,
      waiting: groups.length + alone.length + doubts.length,
    };
  }

  async groups({ offset, limit, faces }: ParsedInput<'review.groups'>): Promise<Answer<'review.groups'>> {
    const { groups } = this.#state;
    const page = await Promise.all(
      groups.slice(offset, offset + limit).map((ids) => this.#group(ids, faces)),
    );
    return { total: groups.length, groups: page };
  }

  /** @throws TammesError 'group-unknown' */
  groupFaces({ groupId }: ParsedInput<'review.groupFaces'>): Promise<Answer<'review.groupFaces'>> {
    const ids = this.#state.groups.find(([first]) => first === groupId);
    if (ids === undefined) throw new TammesError('group-unknown', { groupId });
    return this.#group(ids, ids.length);
  }

  suggestions(wanted: ParsedInput<'review.suggestions'>): Answer<'review.suggestions'> {
    const { suggestions } = this.#state;
    const { people, graph } = this.#review;
    const some = suggestions.filter(({ personId }) => personId === (wanted.personId ?? personId));
    const byPerson = [...Map.groupBy(suggestions, ({ personId }) => personId)].map(([personId, theirs]) => ({
      personId,
      count: theirs.length,
      sure: theirs.filter(({ sure }) => sure).length,
    }));
    return {
      total: some.length,
      suggestions: some.slice(wanted.offset, wanted.offset + wanted.limit).map((one) => ({
        ...one,
        probability: people.calibration.probabilityOf(one.cosine),
        nearestFaceId: nearestOf(people, one.personId, graph.vectorOf(one.faceId), one.faceId)!,
      })),
      people: byPerson.sort((a, b) => b.count - a.count || a.personId - b.personId),
    };
  }

  doubtful({ offset, limit }: ParsedInput<'review.doubtful'>): Answer<'review.doubtful'> {
    const { doubts } = this.#state;
    return {
      total: doubts.length,
      expected: expectedAmong(doubts),
      doubts: doubts.slice(offset, offset + limit).map((one) => this.#doubt(one)),
    };
  }

  #doubt({ faceId, personId, own, other, probability }: FaceDoubt): Doubt {
    const { judges } = this.#review;
    const side = (id: number, score: number) => {
      const nearestFaceId = nearestOf(judges, id, judges.gallery.embeddingOf(faceId), faceId)!;
      const sameShot = this.#review.areOfOneShot(faceId, nearestFaceId);
      return { personId: id, cosine: score, nearestFaceId, sameShot };
    };
    return {
      ...{ faceId, personId, probability },
      own: own === null ? null : side(personId, own),
      other: other && side(other.personId, other.cosine),
    };
  }

  async #group(ids: readonly number[], faces: number): Promise<FaceGroup> {
    const { graph, people } = this.#review;
    const mean = new Float32Array(people.gallery.dim);
    for (const id of ids) {
      const vector = graph.vectorOf(id);
      for (let k = 0; k < mean.length; k++) mean[k]! += vector[k]! / ids.length;
    }
    const typical = ids
      .map((id) => ({ id, like: cosine(mean, graph.vectorOf(id)) }))
      .sort((a, b) => b.like - a.like || a.id - b.id);
    return {
      id: ids[0]!,
      size: ids.length,
      faceIds: typical.slice(0, faces).map(({ id }) => id),
      likely: await this.#likely(mean, ids),
    };
  }

  /** The mean of the cosines of a group's faces with a person is that of the group's mean, which is shorter than one. */
  async #likely(mean: Float32Array, ids: readonly number[]): Promise<Likely | null> {
    const { people } = this.#review;
    const barred = new Set(ids.flatMap((id) => [...this.#review.barred(id)]));
    const [found] = await people.gallery.nearestPeople([mean], barred.size + 1);
    const best = found!.find(({ id }) => !barred.has(id));
    const { calibration } = people;
    const maybe = calibration.thresholdAt(falseAcceptPresets.generous).cosine;
    if (best === undefined || best.cosine < maybe || this.#review.isLeftOut(best.id)) return null;
    return { personId: best.id, cosine: best.cosine, probability: calibration.probabilityOf(best.cosine) };
  }
}

/** Of a person's other faces the one that is most like a face; null if there is none. */
function nearestOf(
  { gallery }: KnownPeople,
  personId: number,
  vector: Float32Array,
  faceId: number,
): number | null {
  let best: { id: number; like: number } | null = null;
  for (const id of gallery.facesOf(personId)) {
    if (id === faceId) continue;
    const like = cosine(vector, gallery.embeddingOf(id));
    if (best === null || like > best.like) best = { id, like };
  }
  return best?.id ?? null;
}

function expectedAmong(doubts: readonly FaceDoubt[]): number | null {
  const known = doubts.flatMap(({ probability }) => probability ?? []);
  return known.length < doubts.length ? null : known.reduce((sum, one) => sum + one, 0);
}
