import { Button } from '@mantine/core';
import { IconAdjustmentsSearch, IconPlayerPlay, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Job, SweepPlan, SweepReport } from '../../../../src-shared/contract/index.ts';
import { toFailure, wordingOf } from '../../../../src-shared/errors/index.ts';
import { candidatesOf, countTrials, rungsOf } from '../../../../src-shared/sweeps/index.ts';
import { query, useQueryState } from '../../../app/address.ts';
import { useCall } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useSharedState } from '../../../app/shared-state.ts';
import { formatDuration } from '../../../components/duration.ts';
import { Screen } from '../../../components/Screen.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../../components/states.tsx';
import { CostDialog } from './CostDialog.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { planForm, planOf } from './plan-form.ts';
import { SweepList } from './SweepList.tsx';
import { SweepView } from './SweepView.tsx';
import { useSweepActions } from './useSweepActions.ts';

/** Kept in the address: the sweep that is shown, what of it, and whether another is planned. */
const parts = {
  sweep: query.number(),
  candidate: query.number(),
  rows: query.oneOf('each', 'loss'),
  plan: query.flag(),
};

/** Plans sweeps, shows them as they go, and what came of them. @param views chooses between runs and sweeps. */
export function SweepsScreen({ views }: { views: ReactNode }) {
  const { screens, sweeps: words, common } = useMessages();
  const [{ sweep, candidate, rows, plan: isPlanning }, set] = useQueryState(parts);
  const { list, error, isPending, job, shownId, report } = useShown(sweep);
  const [costed, setCosted] = useState<SweepPlan | null>(null);
  const { plan, counts } = usePlan();
  const { menu, cancel, resume } = useSweepActions(report, () => set({ sweep: null, candidate: null }));
  const create = { label: words.create, icon: IconPlus, onClick: () => set({ plan: true }) };
  const start = {
    ...{ label: words.start, icon: IconPlayerPlay, disabled: plan === null || job !== undefined },
    onClick: () => setCosted(plan),
  };
  const isRunning = report?.status === 'running';
  const canResume = report !== undefined && !isRunning && report.status !== 'finished';
  const told = useTold(report, job);
  return (
    <Screen
      title={screens.runs}
      detail={told}
      tools={
        <>
          {views}
          {isPlanning && (
            <Button variant="default" onClick={() => set({ plan: false })}>
              {words.close}
            </Button>
          )}
          {!isPlanning && canResume && (
            <Button variant="default" disabled={job !== undefined} onClick={resume}>
              {words.resume}
            </Button>
          )}
        </>
      }
      menu={menu}
      action={
        isPlanning
          ? start
          : isRunning
            ? { label: common.cancel, icon: IconPlayerStop, onClick: cancel }
            : create
      }
    >
      {isPlanning && <PlanPanel {...{ counts }} />}
      {isPending && <LoadingSkeleton shape="panel" />}
      {error && <ErrorState {...{ error }} />}
      {list?.length === 0 && !isPlanning && (
        <EmptyState icon={IconAdjustmentsSearch} title={words.none} action={create}>
          {words.noneHelp}
        </EmptyState>
      )}
      {!isPlanning && report && (
        <SweepView
          {...{ report, candidate, rows }}
          job={isRunning ? job : undefined}
          set={(change) => set(change, { replace: true })}
        />
      )}
      {!isPlanning && list && list.length > 0 && (
        <SweepList all={list} shown={shownId} onShow={(sweep) => set({ sweep, candidate: null })} />
      )}
      {costed && (
        <CostDialog
          plan={costed}
          onClose={() => setCosted(null)}
          onStarted={(sweep) => {
            setCosted(null);
            set({ sweep, candidate: null, plan: false });
          }}
        />
      )}
    </Screen>
  );
}

/** All sweeps, the work on one, and the one that is shown. @param sweep the number that is asked for. */
function useShown(sweep: number | null) {
  const { data: list, error, isPending } = useCall('sweeps.list', undefined);
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const job = jobs.find(({ kind, status }) => kind === 'sweep' && status === 'running');
  const shownId = list?.find(({ id }) => id === sweep)?.id ?? list?.[0]?.id ?? null;
  const { data, error: damage } = useCall(
    'sweeps.get',
    { sweepId: shownId ?? 0 },
    { enabled: shownId !== null },
  );
  // The last answer is of another one, or of one that was removed.
  const report = data?.id === shownId ? data : undefined;
  return { list, error: error ?? damage, isPending, job, shownId, report };
}

/** What stands beside the title: how far the sweep that is shown has come. */
function useTold(report: SweepReport | undefined, job: Job | undefined): string | undefined {
  const messages = useMessages();
  const { sweeps: words } = messages;
  if (report === undefined) return undefined;
  const left = report.status === 'running' ? (job?.secondsLeft ?? null) : null;
  const parts = [words.name(report.id), words.progress(report.trials.done, report.trials.total)];
  return [...parts, ...(left === null ? [] : [formatDuration(left, messages)])].join(' · ');
}

/** The plan of the form and what it comes to; null with the reason if it cannot be carried out. */
function usePlan(): { plan: SweepPlan | null; counts: string } {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  const form = useSharedState(planForm);
  try {
    const plan = planOf(form, words.plan);
    const candidates = candidatesOf(plan).length;
    return { plan, counts: words.counts(candidates, countTrials(rungsOf(plan, candidates))) };
  } catch (error) {
    const { message, remedy } = wordingOf(toFailure(error), language);
    return { plan: null, counts: `${message} ${remedy}` };
  }
}
