import { IconChartLine, IconFileExport, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { runStatus } from '../../../src-shared/contract/index.ts';
import { go, href, query, useQueryState } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Screen } from '../../components/Screen.tsx';
import { Segments } from '../../components/Segments.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import { DataExportDialog } from '../../shell/data-export/DataExportDialog.tsx';
import { ComparedCurves } from './ComparedCurves.tsx';
import { ComparedSettings } from './ComparedSettings.tsx';
import { RunInspector } from './RunInspector.tsx';
import { RunTable } from './RunTable.tsx';
import { runGroupings } from './run-groups.ts';
import { runOrders } from './run-rows.ts';
import { SweepsScreen } from './sweeps/SweepsScreen.tsx';

/**
 * Kept in the address: the runs that are compared, the one that is looked at, which are shown in which order and groups, the groups that
 * are open, and whether the head is exported.
 */
const parts = {
  compared: query.numbers(),
  run: query.number(),
  sort: query.oneOf(...runOrders),
  find: query.text(),
  status: query.oneOf('', ...runStatus.options),
  loss: query.text(),
  tag: query.text(),
  group: query.oneOf(...runGroupings),
  open: query.texts(),
  export: query.flag(),
};

const view = { view: query.oneOf('runs', 'sweeps') };

/** Runs, or sweeps of many. */
export default function RunsScreen() {
  const { sweeps: words } = useMessages();
  const [{ view: shown }, set] = useQueryState(view);
  const views = (
    <Segments
      bare
      label={words.view}
      value={shown}
      options={[
        ['runs', words.runs],
        ['sweeps', words.title],
      ]}
      onChange={(view) => set({ view })}
    />
  );
  return shown === 'sweeps' ? <SweepsScreen {...{ views }} /> : <AllRuns {...{ views }} />;
}

/** All runs: to compare, look into, resume, start from, and remove. */
function AllRuns({ views }: { views: ReactNode }) {
  const { screens, runs: words, exports } = useMessages();
  const [{ compared, run: chosen, export: isExporting, open, ...view }, set] = useQueryState(parts);
  const { data: runs, error, isPending } = useCall('training.runs', undefined);
  const { data: heads = [] } = useCall('training.heads', undefined);
  const shown = runs?.find(({ id }) => id === chosen);
  const comparedRuns = runs?.filter(({ id }) => compared.includes(id)) ?? [];
  const train = { label: words.trainNew, icon: IconPlus, onClick: () => go(href('train')) };
  return (
    <Screen
      title={screens.runs}
      detail={runs?.length}
      tools={views}
      action={train}
      menu={[{ label: exports.data.action, icon: IconFileExport, onClick: () => set({ export: true }) }]}
      inspector={
        shown && (
          <RunInspector
            key={shown.id}
            run={shown}
            head={heads.find(({ id }) => id === shown.headId)}
            onExport={() => set({ export: true })}
            onClose={() => set({ run: null })}
          />
        )
      }
    >
      {isExporting && !isPending && (
        <DataExportDialog
          kind="head"
          headId={shown?.headId ?? null}
          onClose={() => set({ export: false }, { replace: true })}
        />
      )}
      {isPending && <LoadingSkeleton shape="rows" />}
      {error && <ErrorState error={error} />}
      {runs?.length === 0 && (
        <EmptyState icon={IconChartLine} title={words.none} action={train}>
          {words.noneHelp}
        </EmptyState>
      )}
      {runs && runs.length > 0 && (
        <>
          <Panel>
            <RunTable
              {...{ runs, heads, compared, view, open }}
              shown={shown?.id ?? null}
              onShow={(run) => set({ run })}
              onCompare={(compared) => set({ compared }, { replace: true })}
              onView={(change) => set(change, { replace: true })}
              onOpen={(open) => set({ open }, { replace: true })}
            />
          </Panel>
          <ComparedCurves runs={comparedRuns} joinSeeds={view.group === 'settings'} />
          <ComparedSettings runs={comparedRuns} />
        </>
      )}
    </Screen>
  );
}
