import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useActions } from '../../app/actions.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { type EvaluateState, outsideFields, settingsOf } from './evaluate-address.ts';

/** Starting an evaluation with the settings of the address, and the one that is at work. */
export function useStart(state: EvaluateState, onStart: () => void) {
  const { name, heads: wanted } = state;
  const { evaluate: words } = useMessages();
  const toasts = useToasts();
  const { data: heads = [] } = useCall('training.heads', undefined);
  const { data: others = [] } = useCall('evaluations.otherHeads', undefined);
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const running = jobs.find(({ kind, status }) => kind === 'evaluate' && status === 'running');
  // Only the library's own faces were described by several backbones.
  const comparable = outsideFields[state.protocol].length > 0 ? [] : others;
  const known = wanted.filter((id) => [...heads, ...comparable].some((head) => head.id === id));
  // Usually the pretrained head, and the one that recognises.
  const chosen =
    known.length > 0
      ? known
      : heads
          .filter(({ runId, loss, active }) => (runId === null && loss === null) || active)
          .map(({ id }) => id);

  async function start() {
    const settings = settingsOf(state);
    if (settings === null) {
      const { protocol } = state;
      if (protocol !== 'open-set' && protocol !== 'holdout' && protocol !== 'pairs')
        toasts.tell(({ evaluate }) => evaluate.nameOutside[protocol]);
      return;
    }
    // What went wrong before is no word about this one.
    toasts.retry('evaluate');
    try {
      await bridge.call('evaluations.start', { name, headIds: [...chosen], settings });
      onStart();
    } catch (error) {
      // One at work tells of itself, and would close what is said of another.
      toasts.fail(error, running ? undefined : 'evaluate');
    }
  }
  const cancel = () => {
    if (running) bridge.call('jobs.cancel', { jobId: running.id }).catch(toasts.fail);
  };
  // The key and the palette do what the button does at that moment.
  const now = useRef(start);
  now.current = start;
  useActions(
    useMemo(
      () => [
        {
          id: 'evaluate',
          label: words.evaluate,
          icon: IconPlayerPlay,
          keys: 'mod+Enter',
          group: 'screen' as const,
          run: () => void now.current(),
        },
      ],
      [words],
    ),
  );
  return { start, cancel, running, heads, others: comparable, chosen };
}
