/** Everything that is at work, whichever screen it belongs to. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type AppEvent, type Job, runName } from '../../../src-shared/contract/index.ts';
import { href } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useCompareFaces } from '../../app/compare-faces.ts';
import { useCall, useEvents } from '../../app/data.ts';
import { useIsDrawn } from '../../app/drawn.ts';
import { epochText, shareOf } from '../../app/epoch-text.ts';
import { useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { useFeatureUpdate, useScan } from '../../app/reading/index.tsx';
import { useRunning } from '../../app/runs.ts';
import { useToasts } from '../../app/toasts.tsx';
import { placeOfJob } from './place-of-job.ts';
import { useRemaining } from './useRemaining.ts';

/** Something at work, as the list shows it. */
export interface Work {
  key: string;
  title: string;
  detail: string;
  /** From 0 to 1; null while nobody knows. */
  share: number | null;
  /** Seconds; null while they are unknown. */
  remaining: number | null;
  /** Where one sees more of it. */
  to: string;
  cancel?: () => void;
}

export function useJobs(): readonly Work[] {
  const messages = useMessages();
  return [
    ...useReadingWork(messages),
    ...useTrainingWork(messages),
    ...useBackgroundWork(messages),
    ...useReviewWork(messages),
  ];
}

function useReadingWork({ library: words }: Messages): Work[] {
  const { reading, listing, cancel } = useScan();
  const { update, cancel: cancelUpdate } = useFeatureUpdate();
  const works: Work[] = [];
  const to = href('library');
  if (listing !== null) {
    const { folder, files } = listing;
    works.push({
      key: 'scan',
      title: words.listing(nameOf(folder)),
      detail: words.listed(files),
      share: null,
      remaining: null,
      to,
    });
  } else if (reading !== null) {
    const { progress, remaining } = reading;
    const { folder, done, total, faces } = progress;
    works.push({
      key: 'scan',
      title: words.reading(nameOf(folder)),
      detail: words.progress(done, total, faces),
      share: total === 0 ? null : done / total,
      remaining,
      to,
      cancel,
    });
  }
  if (update !== null) {
    const { done, total, remaining } = update;
    works.push({
      key: 'update',
      title: words.updating,
      detail: words.updateProgress(done, total),
      share: total === 0 ? null : done / total,
      remaining,
      to,
      cancel: cancelUpdate,
    });
  }
  return works;
}

function useTrainingWork({ shell, train }: Messages): Work[] {
  const toasts = useToasts();
  const { running, latest, beside } = useRunning();
  if (running === undefined) return [];
  const { id: runId, spec } = running;
  return [
    {
      key: `run-${runId}`,
      title: shell.training(runName(running)),
      detail: beside
        ? train.beside[beside.type](Math.floor(100 * beside.share))
        : epochText(latest, spec.epochs, train),
      share: beside ? beside.share : shareOf(latest),
      remaining: beside ? beside.remainingSeconds : (latest?.remainingSeconds ?? null),
      to: href('train'),
      cancel: () => {
        bridge.call('training.cancel', { runId }).catch(toasts.fail);
      },
    },
  ];
}

function useBackgroundWork({ shell, library }: Messages): Work[] {
  const toasts = useToasts();
  const client = useQueryClient();
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const hear = useCallback(
    (event: AppEvent) => {
      if (event.type !== 'job') return;
      const { job } = event;
      client.setQueryData<Job[]>(['jobs.list', undefined], (before = []) => [
        ...before.filter(({ id }) => id !== job.id),
        job,
      ]);
    },
    [client],
  );
  useEvents(hear);
  return jobs
    .filter(({ status }) => status === 'running')
    .map(({ id, kind, folder, done, total, secondsLeft }) => ({
      key: `job-${id}`,
      title: shell.jobKinds[kind](nameOf(folder)),
      detail: total === null ? library.listed(done) : shell.doneOf(done, total),
      share: total === null || total === 0 ? null : done / total,
      remaining: secondsLeft,
      to: placeOfJob[kind],
      cancel: () => {
        bridge.call('jobs.cancel', { jobId: id }).catch(toasts.fail);
      },
    }));
}

function useReviewWork({ shell }: Messages): Work[] {
  const { data } = useCall('review.counts', undefined, { enabled: useIsDrawn() });
  const compare = useCompareFaces();
  const share = data?.progress ?? null;
  const remaining = useRemaining(share);
  if (share === null) return [];
  return [
    {
      key: 'review',
      title: shell.reviewing,
      detail: shell.percent(Math.floor(100 * share)),
      share,
      remaining,
      to: href('review'),
      cancel: () => compare(false),
    },
  ];
}

/** The last part of a path. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
