/** Evaluates heads on photos beside the library that were described before: what a thread of its own does, as it takes long. */
import type {
  EvaluationResult,
  OutsideSettings,
  PairsResult,
  SearchResult,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Deal } from '../../src-shared/recognition/index.ts';
import { decodeHead, embedFound } from '../../src-shared/training/index.ts';
import { facesIn } from '../store/evaluation-faces.ts';
import type { PairingPart } from '../store/pairing.ts';
import { anyHead, headData } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import { evaluateGroups, type GroupedFace, pairsOfFound, pairsOfList } from './evaluate-groups.ts';
import type { Evaluated } from './evaluate-library.ts';
import { evaluatePairs, type PairsToJudge, pairsOfFaces } from './evaluate-pairs.ts';
import { evaluateSearch } from './evaluate-search.ts';
import { type EvaluatedHead, type JudgedFace, type Tell, toldSteps } from './evaluated-heads.ts';
import type { FaceGroups } from './groups-of-faces.ts';
import type { PhotoGroups } from './groups-of-photos.ts';

/** A photo, and what the backbone says of the face closest to its centre. */
export interface OutsidePhoto {
  person: string;
  /** Where it lies, and its place below the folder; null: nowhere any more. */
  path: string | null;
  file: string | null;
  /** Null: no face was found. */
  feature: Float32Array | null;
  fingerprint: string | null;
}

export interface OutsideTask {
  /** The first is the one that the others are compared with. */
  headIds: readonly number[];
  /** As they are kept. */
  settings: OutsideSettings;
  photos: readonly OutsidePhoto[];
  /** By the places of photos. */
  compared: ({ kind: 'search' } & Deal) | ({ kind: 'pairs' } & PairsToJudge);
  /** Null: none are asked for. */
  groups: PhotoGroups | null;
}

/** Of a search with pairs beside it, the share of the work that the search takes. */
const searchShare = 0.7;
/** Photos without a face that are named at most. */
export const mostLost = 200;

/** @throws TammesError 'no-two-faces' if a kind of pairs is missing. */
export async function evaluateOutside(
  db: Database,
  { headIds, settings, photos, compared, groups: grouped }: OutsideTask,
  tell: Tell,
): Promise<Evaluated> {
  const started = performance.now();
  // Numbers below 0 are no faces of the library.
  const faces = photos.map(
    ({ person, file, fingerprint }, i): GroupedFace => ({
      ...{ faceId: -1 - i, person, shot: i, photoId: i, mayProbe: true },
      identity: JSON.stringify([file, fingerprint]),
    }),
  );
  const infos = headIds.map((id) => anyHead(db, id));
  const heads = infos.map(({ id, name, dim, runId, loss, backboneId }): EvaluatedHead => {
    const head = decodeHead(headData(db, id), name);
    return {
      ...{ dim, isPretrained: runId === null && loss === null && backboneId === 0 },
      embeddings: embedFound(
        head,
        photos.map(({ feature }) => feature),
      ),
    };
  });
  const { search, pairs } = await compare(faces, heads, compared, grouped !== null, tell);
  const groups =
    grouped === null || pairs === null
      ? null
      : toldSteps(
          evaluateGroups(
            faces,
            heads,
            pairs.pairs,
            faceGroups(faces, photos, grouped),
            compared.kind === 'pairs' ? pairsOfList(compared) : pairsOfFound(faces, heads),
          ),
          () => tell(1),
        );
  const result: EvaluationResult = {
    settings,
    heads: infos.map(({ id, name, hash, dim }) => ({ id, name, hash, dim, trainedOn: null })),
    people: new Set(photos.map(({ person }) => person)).size,
    faces: photos.filter(({ feature }) => feature !== null).length,
    seconds: (performance.now() - started) / 1000,
    search: search?.search ?? null,
    pairs: pairs?.pairs ?? null,
    groups,
  };
  const shown = new Set(facesIn(result));
  const outside = {
    faces: photos.flatMap(({ person, file, path }, i) =>
      shown.has(-1 - i) ? [{ id: -1 - i, person, file, path }] : [],
    ),
    lost: photos
      .flatMap(({ person, file, feature }) => (feature === null ? [file ?? person] : []))
      .slice(0, mostLost),
  };
  return { result, pairing: { search: search?.pairing ?? null, pairs: pairs?.pairing ?? null }, outside };
}

function faceGroups(
  faces: readonly GroupedFace[],
  photos: readonly OutsidePhoto[],
  { by, names, ofPhoto, withLost }: PhotoGroups,
): FaceGroups & { by: string } {
  const ofFace = new Map(
    faces.flatMap(({ faceId }, i) => (ofPhoto[i] === null ? [] : [[faceId, ofPhoto[i]!] as const])),
  );
  const lost = photos.flatMap(({ person, feature }, i) =>
    feature === null && ofPhoto[i] !== null ? [{ person, group: ofPhoto[i]! }] : [],
  );
  return { by, names, ofFace, withoutFace: withLost ? lost : null };
}

interface Compared {
  search: { search: SearchResult; pairing: PairingPart } | null;
  pairs: { pairs: PairsResult; pairing: PairingPart } | null;
}

/** @param asGroups whether groups are asked for, which have the threshold of pairs. */
async function compare(
  faces: readonly JudgedFace[],
  heads: readonly EvaluatedHead[],
  compared: OutsideTask['compared'],
  asGroups: boolean,
  tell: Tell,
): Promise<Compared> {
  if (compared.kind === 'search') {
    const share = asGroups ? searchShare : 1;
    const search = await evaluateSearch(faces, heads, [compared], (done) => tell(share * done));
    if (!asGroups) return { search, pairs: null };
    const found = [...faces.keys()].filter((i) => heads[0]!.embeddings[i] !== null);
    const pairs = evaluatePairs(faces, heads, pairsOfFaces(faces, found));
    return { search, pairs: toldSteps(pairs, (done) => tell(share + (1 - share) * done)) };
  }
  const pairs = toldSteps(evaluatePairs(faces, heads, compared), tell);
  if (pairs === null) throw new TammesError('no-two-faces', {});
  return { search: null, pairs };
}
