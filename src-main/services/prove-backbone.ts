/** Says how well a backbone tells the library's people apart, beside the one in use, on the same faces. */
import {
  type BackboneProof,
  type EvaluationResult,
  type LibrarySettings,
  librarySettings,
  type OtherHead,
} from '../../src-shared/contract/index.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { currentBackbone, listBackbones } from '../store/backbones.ts';
import { countDescribed } from '../store/kept-features.ts';
import { headsOfBackbone } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Evaluated, EvaluationTask } from './evaluate-library.ts';
import type { StepOptions } from './in-steps.ts';
import { workInThread } from './work-thread.ts';

/** Deals of people: enough for a look. */
const draws = 5;
/** The share of strangers named at which photos of enrolled people are counted. */
const falseAlarm = 0.01;

/**
 * Compares the backbones that have described faces with names, on those that all of them have: with the one in use the others are compared.
 * @throws TammesError as `evaluateLibrary`, or 'work-cancelled'
 */
export async function compareBackbones(
  { db, folder }: Store,
  settings: LibrarySettings,
  options: StepOptions,
): Promise<EvaluationResult> {
  const others = otherBackbones(db).map(({ id }) => id);
  const task = { folder, headIds: plainHeads(db, [currentBackbone(db).id, ...others]), settings };
  return (await workInThread<Evaluated>('evaluate-worker', task, options)).result;
}

/** Backbones that are not in use and have described faces. */
function otherBackbones(db: Store['db']): { id: number; name: string | null; faces: number }[] {
  const current = currentBackbone(db).id;
  return [{ id: 0, name: null }, ...listBackbones(db)]
    .filter(({ id }) => id !== current)
    .map(({ id, name }) => ({ id, name, faces: countDescribed(db, id) }))
    .filter(({ faces }) => faces > 0);
}

/** The heads of these backbones, those that were trained here, too. */
export function otherHeads({ db }: Store): OtherHead[] {
  return otherBackbones(db).flatMap(({ id: backboneId, name: backbone, faces }) =>
    headsOfBackbone(db, backboneId).map(({ id, name }) => ({ id, name, backbone, faces })),
  );
}

/** The heads of backbones that nobody trained here. */
const plainHeads = (db: Store['db'], backbones: readonly number[]) =>
  backbones.map((id) => headsOfBackbone(db, id).find(({ runId }) => runId === null)!.id);

/** @returns null if the library has too few people with names. @throws TammesError 'work-cancelled' */
export async function proveBackbone(
  { db, folder }: Store,
  backboneId: number,
  options: StepOptions,
): Promise<BackboneProof | null> {
  const headIds = plainHeads(db, [...new Set([currentBackbone(db).id, backboneId])]);
  for (const settings of [
    librarySettings.parse({ protocol: 'open-set', draws }),
    librarySettings.parse({ protocol: 'pairs' }),
  ]) {
    try {
      const task: EvaluationTask & { folder: string } = { folder, headIds, settings };
      return proofOf((await workInThread<Evaluated>('evaluate-worker', task, options)).result);
    } catch (error) {
      // A search among strangers takes more people than pairs do.
      const { code, problem } = toFailure(error);
      if (code !== 'too-few-people' && problem !== 'no-probes-left') throw error;
    }
  }
  return null;
}

function proofOf({ heads, people, faces, search, pairs }: EvaluationResult): BackboneProof {
  const measured = (points: readonly { rate: number; threshold: number | null }[] = []) =>
    points.flatMap(({ rate, threshold }) => (threshold === null ? [] : [{ rate, cosine: threshold }]));
  return {
    at: new Date().toISOString(),
    people,
    faces,
    backbones: heads.map(({ name }, i) => {
      const point = search?.heads[i]?.points.find(({ rate }) => rate === falseAlarm);
      const { eer } = (pairs ?? search!).heads[i]!;
      return {
        name,
        // The search is among strangers.
        eer: eer!,
        dir: point === undefined ? null : { value: point.value, interval: point.interval },
      };
    }),
    thresholds: {
      mean: measured(search?.heads.at(-1)?.points),
      face: measured(pairs?.heads.at(-1)?.points),
    },
  };
}
