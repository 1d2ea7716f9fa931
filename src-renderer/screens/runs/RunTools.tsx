import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type Run, runStatus } from '../../../src-shared/contract/index.ts';
import { findLoss } from '../../../src-shared/losses/index.ts';
import { useMessages } from '../../app/language.tsx';
import type { RunFilter, RunGrouping } from './run-groups.ts';
import { runGroupings, tagsOf } from './run-groups.ts';
import { type RunOrder, runOrders } from './run-rows.ts';
import styles from './runs.module.css';

/** What of the table lies in the address. */
export interface RunsView extends RunFilter {
  sort: RunOrder;
  group: RunGrouping;
}

interface RunToolsProps {
  runs: readonly Run[];
  view: RunsView;
  onView(change: Partial<RunsView>): void;
  onCompareShown(): void;
  /** Null: none is compared. */
  onCompareNone: (() => void) | null;
}

/** Finds, groups and orders the runs of the table. */
export function RunTools({ runs, view, onView, onCompareShown, onCompareNone }: RunToolsProps) {
  const { runs: words } = useMessages();
  const losses = [...new Set(runs.map(({ spec }) => spec.loss))].sort();
  const tags = tagsOf(runs);
  return (
    <div className={styles.tools}>
      <TextInput
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={view.find}
        onChange={({ target }) => onView({ find: target.value })}
      />
      <NativeSelect
        aria-label={words.ofStatus}
        value={view.status}
        onChange={({ target }) => onView({ status: target.value as RunsView['status'] })}
        data={[
          { value: '', label: words.anyStatus },
          ...runStatus.options.map((status) => ({ value: status, label: words.statuses[status] })),
        ]}
      />
      <NativeSelect
        aria-label={words.ofLoss}
        value={view.loss}
        onChange={({ target }) => onView({ loss: target.value })}
        data={[
          { value: '', label: words.anyLoss },
          ...losses.map((loss) => ({ value: loss, label: findLoss(loss).title })),
        ]}
      />
      {(tags.length > 0 || view.tag !== '') && (
        <NativeSelect
          aria-label={words.ofTag}
          value={view.tag}
          onChange={({ target }) => onView({ tag: target.value })}
          data={[{ value: '', label: words.anyTag }, ...new Set([...tags, view.tag].filter(Boolean))]}
        />
      )}
      <NativeSelect
        aria-label={words.group}
        value={view.group}
        onChange={({ target }) => onView({ group: target.value as RunGrouping })}
        data={runGroupings.map((group) => ({ value: group, label: words.groupings[group] }))}
      />
      <NativeSelect
        aria-label={words.sort}
        value={view.sort}
        onChange={({ target }) => onView({ sort: target.value as RunOrder })}
        data={runOrders.map((order) => ({ value: order, label: words.orders[order] }))}
      />
      <Button variant="default" onClick={onCompareShown}>
        {words.compareShown}
      </Button>
      {onCompareNone && (
        <Button variant="subtle" onClick={onCompareNone}>
          {words.compareNone}
        </Button>
      )}
      {!onCompareNone && <span className="quiet">{words.compareHint}</span>}
    </div>
  );
}
