import { Button, NativeSelect } from '@mantine/core';
import { IconFileExport, IconGauge, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useQueryState } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { formatDuration } from '../../components/duration.ts';
import { Screen } from '../../components/Screen.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import { ComparePanel, comparableWith } from './ComparePanel.tsx';
import { EvaluateSettings } from './EvaluateSettings.tsx';
import { EvaluationView } from './EvaluationView.tsx';
import { type EvaluateState, evaluateParts, type SetState } from './evaluate-address.ts';
import { KeptList } from './KeptList.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { useKeptActions } from './useKeptActions.ts';
import { useRefusedField } from './useRefusedField.ts';
import { useStart } from './useStart.ts';

/** Compares heads on the library's people or on photos beside it, and looks into evaluations that are kept. */
export default function EvaluateScreen() {
  const messages = useMessages();
  const { screens, evaluate: words, common } = messages;
  const [state, set] = useQueryState(evaluateParts);
  const { data: list, error, isPending } = useCall('evaluations.list', undefined);
  const shownId = list?.find(({ id }) => id === state.evaluation)?.id ?? list?.[0]?.id ?? null;
  const { data, error: damage } = useCall(
    'evaluations.get',
    { evaluationId: shownId ?? 0 },
    { enabled: shownId !== null },
  );
  // The last answer is of another one, or of one that was removed.
  const kept = data?.id === shownId ? data : undefined;
  const {
    start,
    cancel,
    running,
    heads,
    others: otherHeads,
    chosen,
  } = useStart(state, () => set({ evaluation: null, head: null, cell: [], open: '', name: '' }));
  const refused = useRefusedField(state);
  const [renaming, setRenaming] = useState(false);
  const others = comparableWith(kept, list);
  const actions = useKeptActions(kept, others, set, () => setRenaming(true));
  const run = { label: words.evaluate, icon: IconPlayerPlay, onClick: () => void start() };
  const left = running?.secondsLeft ?? null;
  const progress =
    running &&
    [
      words.running(running.total === null ? 0 : running.done),
      ...(left === null ? [] : [formatDuration(left, messages)]),
    ].join(' · ');
  const draws = kept && 'draws' in kept.settings ? kept.settings.draws : null;
  return (
    <Screen
      title={screens.evaluate}
      detail={progress ?? (kept && words.detail(kept.people, draws))}
      tools={
        <>
          <ProtocolChoice {...{ state, set }} />
          {actions && (
            <Button
              variant="default"
              leftSection={<IconFileExport size={16} stroke={1.75} aria-hidden />}
              onClick={actions.report}
            >
              {words.report}
            </Button>
          )}
        </>
      }
      menu={actions?.menu ?? []}
      action={running ? { label: common.cancel, icon: IconPlayerStop, onClick: cancel } : run}
    >
      <EvaluateSettings {...{ heads, otherHeads, chosen, state, set, refused }} />
      {(isPending || (running && list?.length === 0)) && <LoadingSkeleton shape="panel" />}
      {(error ?? damage) && <ErrorState error={error ?? damage} />}
      {list?.length === 0 && !running && (
        <EmptyState icon={IconGauge} title={words.none}>
          {words.noneHelp}
        </EmptyState>
      )}
      {kept && <ComparePanel {...{ kept, others, state, set }} />}
      {kept && <EvaluationView {...{ kept, state, set }} />}
      {list && list.length > 0 && (
        <KeptList
          all={list}
          shown={shownId}
          onShow={(evaluation) => set({ evaluation, head: null, cell: [], open: '' })}
        />
      )}
      {kept && renaming && <RenameDialog {...{ kept }} onClose={() => setRenaming(false)} />}
    </Screen>
  );
}

/** What heads are judged by. */
function ProtocolChoice({ state, set }: { state: EvaluateState; set: SetState }) {
  const { evaluate: words } = useMessages();
  return (
    <NativeSelect
      aria-label={words.protocol}
      value={state.protocol}
      onChange={({ target }) =>
        set({ protocol: target.value as EvaluateState['protocol'] }, { replace: true })
      }
      data={(['open-set', 'holdout', 'pairs', 'folders', 'list', 'templates'] as const).map((value) => ({
        value,
        label: words.protocols[value],
      }))}
    />
  );
}
