/** Frames of a run: its class centres as they move. */
import type { Output } from '../../src-shared/contract/index.ts';
import { timelineFiles } from '../store/run-files.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { facesByName, readFrames, readPlan } from '../store/timeline.ts';

/** A run's frames from one on. @throws TammesError 'unknown-id' */
export async function readTimeline(
  store: Store,
  runId: number,
  from: number,
): Promise<Output<'training.timeline'>> {
  findRun(store.db, runId);
  const files = timelineFiles(store, runId);
  const plan = await readPlan(files);
  if (plan === null) return { plan, faceIds: [], total: 0, frames: [] };
  const faces = facesByName(store.db);
  const faceIds = plan.people.map((name) => faces.get(name) ?? null);
  return { plan, faceIds, ...(await readFrames(files, plan, from)) };
}
