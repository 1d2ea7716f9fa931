/** Evaluates heads, also of several backbones, on the labelled faces of a library: what a thread of its own does, as it takes long. */
import type { EvaluationResult, LibrarySettings } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Deal } from '../../src-shared/recognition/index.ts';
import { decodeHead, embed } from '../../src-shared/training/index.ts';
import type { OutsidePhotos } from '../store/evaluation-faces.ts';
import type { Pairing } from '../store/pairing.ts';
import { anyHead, headData } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import { drawPhotos, fewestPeople, refuseFew } from './draws.ts';
import { evaluateGroups, pairsOfFound } from './evaluate-groups.ts';
import { evaluatePairs, pairsOfFaces } from './evaluate-pairs.ts';
import { evaluateRanks } from './evaluate-ranks.ts';
import { evaluateSearch } from './evaluate-search.ts';
import { type EvaluatedHead, type Tell, toldSteps } from './evaluated-heads.ts';
import { groupsOfFaces } from './groups-of-faces.ts';
import { facesOfUnseen, type LibraryFace, libraryFaces } from './library-faces.ts';

export interface EvaluationTask {
  /** The first is the one that the others are compared with. */
  headIds: readonly number[];
  settings: LibrarySettings;
}

/** What was found, and what of it is kept to compare it with another. */
export interface Evaluated {
  result: EvaluationResult;
  pairing: Pairing;
  /** The photos that it was made on; null: the library's own. */
  outside: OutsidePhotos | null;
}

/** People that a protocol takes: pairs of different people are of two. */
const fewestOf = (settings: LibrarySettings) =>
  settings.protocol === 'pairs' ? 2 : fewestPeople(unknownOf(settings));
type SearchSettings = Exclude<LibrarySettings, { protocol: 'pairs' }>;
/** Share of the people who are not enrolled: of holdout none. */
const unknownOf = (settings: SearchSettings) => (settings.protocol === 'open-set' ? settings.unknown : 0);
/** The share of a protocol with searches that the search itself takes; the rest are pairs. */
const searchShare = 0.7;

/**
 * @throws TammesError 'head-unknown', 'too-few-photographed', 'too-few-unseen', 'no-probes-left' or 'no-two-faces' if there is nothing to evaluate,
 * or 'features-outdated'.
 */
export async function evaluateLibrary(
  library: { folder: string; db: Database },
  { headIds, settings }: EvaluationTask,
  tell: Tell,
): Promise<Evaluated> {
  const started = performance.now();
  const infos = headIds.map((id) => anyHead(library.db, id));
  const all = await libraryFaces(library, headIds);
  const faces = settings.unseen ? facesOfUnseen(all, fewestOf(settings)) : all;
  const heads = infos.map(({ id, name, dim, runId, loss, backboneId }, at): EvaluatedHead => {
    const head = decodeHead(headData(library.db, id), name);
    const features = faces.map((face) => face.features[at]!);
    return {
      dim,
      isPretrained: runId === null && loss === null && backboneId === 0,
      embeddings: embed(head, features),
    };
  });
  const isSearch = settings.protocol !== 'pairs';
  const search = settings.protocol === 'holdout' ? evaluateRanks : evaluateSearch;
  const searched = isSearch
    ? await search(faces, heads, dealsOf(faces, settings), (share) => tell(searchShare * share))
    : null;
  const before = isSearch ? searchShare : 0;
  const paired = toldSteps(evaluatePairs(faces, heads, pairsOfFaces(faces)), (share) =>
    tell(before + (1 - before) * share),
  );
  const pairs = paired?.pairs ?? null;
  if (!isSearch && pairs === null) throw new TammesError('no-two-faces', {});
  const { by } = settings;
  const groups =
    by === null || pairs === null
      ? null
      : toldSteps(
          evaluateGroups(
            faces,
            heads,
            pairs,
            { by, ...groupsOfFaces(library.db, by, faces) },
            pairsOfFound(faces, heads),
          ),
          () => tell(1),
        );
  const result: EvaluationResult = {
    settings,
    heads: infos.map(({ id, name, hash, dim }, i) => ({
      id,
      name,
      hash,
      dim,
      trainedOn: countTrained(faces, i),
    })),
    people: peopleOf(faces),
    faces: faces.length,
    seconds: (performance.now() - started) / 1000,
    search: searched?.search ?? null,
    pairs,
    groups,
  };
  const pairing = { search: searched?.pairing ?? null, pairs: paired?.pairing ?? null };
  return { result, pairing, outside: null };
}

/** @throws TammesError 'too-few-photographed' or 'no-probes-left' */
function dealsOf(faces: readonly LibraryFace[], settings: SearchSettings): Deal[] {
  const [{ each, draws }, unknown] = [settings, unknownOf(settings)];
  refuseFew(faces, { each, unknown });
  return Array.from({ length: draws }, (_, i) => drawPhotos(faces, { each, unknown }, i + 1));
}

const peopleOf = (faces: readonly LibraryFace[]) => new Set(faces.map(({ person }) => person)).size;

function countTrained(faces: readonly LibraryFace[], head: number): { people: number; faces: number } {
  const trained = faces.filter(({ isTrainedOn }) => isTrainedOn[head]);
  return { people: peopleOf(trained), faces: trained.length };
}
