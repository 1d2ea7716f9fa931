import { join } from 'node:path';
import type { Output } from '../../src-shared/contract/index.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { facesByName, readFrames, readPlan, type TimelineFiles } from '../store/timeline.ts';

export function timelineFiles({ folder }: Store, runId: number): TimelineFiles {
  const at = (name: string) => join(folder, 'runs', String(runId), name);
  return { plan: at('timeline.json'), frames: at('timeline.bin') };
}

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
