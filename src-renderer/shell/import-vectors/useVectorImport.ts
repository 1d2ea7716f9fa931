import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import {
  backboneDescriptor,
  type FoundVectors,
  type Job,
  type VectorSource,
} from '../../../src-shared/contract/index.ts';
import { type Failure, toFailure } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { queryOf, useCall, useForget } from '../../app/data.ts';

/** What a person fills in. */
export interface VectorForm {
  vectors: string;
  labels: string;
  network: string;
  /** The folder of the new library. */
  into: string;
}
export type VectorField = keyof VectorForm;

const problemsOfFolder = ['folder-there', 'folder-is-file', 'target-inside', 'target-not-absolute'];

/** The field at which a failure is told; null: it is about none of them. */
export function fieldOf(
  { problem, parameters }: Failure,
  { labels }: Pick<VectorForm, 'labels'>,
): VectorField | null {
  const { path, fault } = parameters as { path?: unknown; fault?: unknown };
  const isOfFiles = ['vectors-not-read', 'vectors-wrong', 'vector-wrong'].includes(problem);
  if (!isOfFiles) return problemsOfFolder.includes(problem) ? 'into' : null;
  // The vectors may be right: it is for their network to say so.
  if (fault === 'width' || fault === 'backbone' || fault === 'own') return 'network';
  return path === labels.trim() ? 'labels' : 'vectors';
}

function sourceOf({ vectors, labels, network }: VectorForm): VectorSource {
  return {
    vectors: vectors.trim(),
    ...(labels.trim() !== '' && { labels: labels.trim() }),
    ...(network.trim() !== '' && { network: network.trim() }),
  };
}

/** @param into null: as it is suggested. */
type Form = Omit<VectorForm, 'into'> & { into: string | null };

/** What is chosen in the dialog, what was found in the files, and how the import begins. @param onEnd the work has ended. */
export function useVectorImport(path: string, onEnd: () => void) {
  const forget = useForget();
  const isOwn = useIsEmpty();
  const [form, setForm] = useState<Form>({ vectors: path, labels: '', network: '', into: null });
  const [refused, setRefused] = useState<Failure | null>(null);
  const [jobId, setJobId] = useState<number | null>(null);
  const [isStarting, setStarting] = useState(false);
  const suggested = useSuggestion(form.vectors);
  const shown = { ...form, into: form.into ?? suggested };
  const name = form.network.trim();
  const isNetworkWrong = name !== '' && !backboneDescriptor.shape.name.safeParse(name).success;
  const looked = useFound(shown, !isNetworkWrong);
  const job = useJob(jobId, onEnd);
  const failure = refused ?? looked.failure;
  const canBegin = looked.found !== null && !isStarting && jobId === null && (isOwn || shown.into !== '');

  async function begin() {
    setStarting(true);
    setRefused(null);
    try {
      const into = isOwn ? null : shown.into.trim();
      const { id } = await bridge.call('vectors.import', { ...sourceOf(shown), into });
      setJobId(id);
      forget('jobs');
    } catch (error) {
      setRefused(toFailure(error));
    }
    setStarting(false);
  }
  const set = useCallback((change: Partial<VectorForm>) => {
    setRefused(null);
    setForm((before) => ({ ...before, ...change }));
  }, []);
  return {
    ...{ form: shown, set },
    ...{ isOwn, isNetworkWrong, isStarting, canBegin, begin, job },
    ...{ found: looked.found, isLooking: looked.isLooking },
    refused: failure === null ? null : { failure, field: fieldOf(failure, shown) },
  };
}

/** Whether vectors can go into the library that is open. */
function useIsEmpty(): boolean {
  const { data: summary } = useCall('library.summary', undefined);
  return summary !== undefined && summary.photos + summary.failures === 0;
}

/** A folder beside the library that is open, called as the file is. */
function useSuggestion(vectors: string): string {
  const { data: info } = useCall('app.info', undefined);
  const name = vectors
    .trim()
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.[^.]*$/, '');
  return info === undefined || name === '' ? '' : info.library.replace(/[^/\\]*[/\\]?$/, name);
}

/** What is in the files, once nobody writes their paths any more. */
function useFound(form: VectorForm, isReady: boolean) {
  const source = sourceOf(form);
  const written = JSON.stringify(source);
  const [asked] = useDebouncedValue(written, 300);
  const isSettled = asked === written;
  const isAsked = isReady && isSettled && source.vectors !== '';
  const query = useQuery({
    ...queryOf('vectors.inspect', source),
    enabled: isAsked,
    // A file may be another one the next time.
    staleTime: 0,
    gcTime: 0,
  });
  const found: FoundVectors | null = isAsked && !query.isFetching ? (query.data ?? null) : null;
  return {
    found: query.isError ? null : found,
    failure: isAsked && query.isError && !query.isFetching ? toFailure(query.error) : null,
    isLooking: isReady && source.vectors !== '' && (!isSettled || query.isFetching),
  };
}

/** The import that was begun, while it is at work. */
function useJob(jobId: number | null, onEnd: () => void): Job | null {
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const job = jobId === null ? undefined : jobs.find(({ id }) => id === jobId);
  const hasEnded = job !== undefined && job.status !== 'running';
  useEffect(() => {
    if (hasEnded) onEnd();
  }, [hasEnded, onEnd]);
  return job ?? null;
}
