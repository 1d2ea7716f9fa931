import type { JobKind } from '../../../../src-shared/contract/index.ts';
import { useCall } from '../../../app/data.ts';

/** The job of a kind that is at work, with the share that is done if it is known; null: none is. */
export function useRunning(kind: JobKind): { share: number | null } | null {
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const job = jobs.find((job) => job.kind === kind && job.status === 'running');
  if (job === undefined) return null;
  return { share: job.total === null ? null : job.done / Math.max(1, job.total) };
}
