import { Button, Loader, Modal } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { AppEvent, SweepPlan } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useCall, useEvents } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { lengthOf } from '../../../components/duration.ts';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { Facts } from '../../../components/Facts.tsx';
import styles from './sweeps.module.css';

interface CostDialogProps {
  plan: SweepPlan;
  onStarted(sweepId: number): void;
  onClose(): void;
}

/** Tells what a plan costs before it is started. */
export function CostDialog({ plan, onStarted, onClose }: CostDialogProps) {
  const messages = useMessages();
  const { sweeps: words, common } = messages;
  const toasts = useToasts();
  const { data: cost, error } = useCall('sweeps.cost', plan, { staleTime: 0 });
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const [timed, setTimed] = useState<{ done: number; total: number } | null>(null);
  const hear = useCallback((event: AppEvent) => event.type === 'sweep-cost' && setTimed(event), []);
  useEvents(hear);
  async function start() {
    // What went wrong before is no word about this one.
    toasts.retry('sweep');
    try {
      const { sweepId } = await bridge.call('sweeps.start', plan);
      onStarted(sweepId);
    } catch (problem) {
      // One at work tells of itself, and would close what is said of another.
      const isBusy = jobs.some(({ kind, status }) => kind === 'sweep' && status === 'running');
      toasts.fail(problem, isBusy ? undefined : 'sweep');
    }
  }
  return (
    <Modal opened title={words.costTitle} onClose={onClose}>
      {error && <ErrorNote error={error} />}
      {!cost && !error && (
        <div className={styles.costing} role="status">
          <Loader size="xs" aria-hidden />
          <span>
            {words.costing}{' '}
            {timed !== null && <span className="quiet tabular">{words.costed(timed.done, timed.total)}</span>}
          </span>
        </div>
      )}
      {cost && (
        <Facts
          facts={[
            [words.candidates, cost.candidates],
            [words.trials, `${cost.trials} · ${words.costHeads(cost.heads, cost.folds)}`],
            [words.people, words.costPeople(cost.given.people, cost.hidden.people)],
            [words.time, words.costTime(lengthOf(cost.seconds, messages), cost.processes)],
          ]}
        />
      )}
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button data-autofocus disabled={!cost} onClick={() => void start()}>
          {words.start}
        </Button>
      </DialogFoot>
    </Modal>
  );
}
