import { Badge, Button, Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { HeadInfo, Run } from '../../../src-shared/contract/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { lengthOf } from '../../components/duration.ts';
import { Standing } from '../../components/HeadVerdict.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';
import { type RunsView, RunTools } from './RunTools.tsx';
import { filterRuns, firstOf, groupRuns, type OverSeeds, overSeeds, type RunGroup } from './run-groups.ts';
import { type RunRow, runColour, runRows } from './run-rows.ts';
import styles from './runs.module.css';
import { useGroupNames } from './useGroupNames.ts';

const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

interface RowsProps {
  shown: number | null;
  compared: readonly number[];
  onShow(runId: number): void;
  onCompare(runIds: readonly number[]): void;
}

interface RunTableProps extends RowsProps {
  runs: readonly Run[];
  heads: readonly HeadInfo[];
  view: RunsView;
  /** Keys of the groups whose runs are shown. */
  open: readonly string[];
  onView(change: Partial<RunsView>): void;
  onOpen(groups: readonly string[]): void;
}

/** Runs in lines, found and grouped: settings that matter, result, verdict. Those that are ticked are compared. */
export function RunTable(props: RunTableProps) {
  const { runs, heads, view, compared, onView, onCompare } = props;
  const { runs: words } = useMessages();
  const rows = filterRuns(runRows(runs, heads, view.sort), view);
  const columns = [
    ...[words.compare, words.run, words.status, words.embedding, words.epochs, words.unseen, words.trained],
    ...[words.verdict, words.started, words.took],
  ];
  return (
    <>
      <RunTools
        {...{ runs, view, onView }}
        onCompareShown={() => onCompare(rows.map(({ run }) => run.id))}
        onCompareNone={compared.length === 0 ? null : () => onCompare([])}
      />
      {rows.length === 0 ? (
        <p>
          {words.noneFits}{' '}
          <Button variant="subtle" onClick={() => onView({ find: '', status: '', loss: '', tag: '' })}>
            {words.showAll}
          </Button>
        </p>
      ) : (
        <div className={styles.runs}>
          <Table label={words.title} {...{ columns }}>
            {view.group === 'none' ? (
              rows.map((row) => <Row key={row.run.id} {...props} {...{ row }} />)
            ) : (
              <Groups {...props} groups={groupRuns(rows, view.group)} />
            )}
          </Table>
        </div>
      )}
      <p className="quiet">
        {words.measureHelp} {view.group === 'settings' && words.seedsHelp}
      </p>
    </>
  );
}

function Groups(props: RunTableProps & { groups: readonly RunGroup[] }) {
  const { groups, view, open, onOpen } = props;
  const names = useGroupNames(groups, view.group);
  return groups.map(({ key, rows }) => {
    const isOpen = open.includes(key);
    // Its curve is that of all its seeds.
    const colour = view.group === 'settings' ? runColour(firstOf(rows).id) : undefined;
    return [
      <GroupRow
        key={`group ${key}`}
        {...props}
        {...{ rows, isOpen, colour }}
        name={names.get(key)!}
        onToggle={() => onOpen(isOpen ? open.filter((one) => one !== key) : [...open, key])}
      />,
      ...(isOpen
        ? rows.map((row) => <Row key={`${key} ${row.run.id}`} {...props} {...{ row, colour }} inGroup />)
        : []),
    ];
  });
}

interface GroupRowProps extends RowsProps {
  name: string;
  rows: readonly RunRow[];
  isOpen: boolean;
  /** That of its mean curve; undefined: its runs have little in common. */
  colour: string | undefined;
  onToggle(): void;
}

function GroupRow({ name, rows, isOpen, colour, compared, onCompare, onToggle }: GroupRowProps) {
  const { runs: words } = useMessages();
  const ids = rows.map(({ run }) => run.id);
  const ticked = ids.filter((id) => compared.includes(id)).length;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <tr className={styles.group}>
      <td>
        <Checkbox
          aria-label={words.compareGroup(name)}
          checked={ticked === ids.length}
          indeterminate={ticked > 0 && ticked < ids.length}
          onChange={() => {
            const others = compared.filter((id) => !ids.includes(id));
            onCompare(ticked === ids.length ? others : [...others, ...ids]);
          }}
        />
      </td>
      <td colSpan={4}>
        <RowChoice expanded={isOpen} onClick={onToggle}>
          <Chevron size={14} stroke={1.75} className={styles.chevron} aria-hidden />
          {colour && <span className={styles.dot} style={{ background: colour }} />}
          {name}
        </RowChoice>{' '}
        <span className="quiet">{words.runsOfGroup(ids.length)}</span>
      </td>
      {(['unseen', 'trained'] as const).map((measure) => (
        <td key={measure} className="tabular">
          {colour && <Seeds over={overSeeds(rows, measure)} />}
        </td>
      ))}
      <td colSpan={3} />
    </tr>
  );
}

function Seeds({ over }: { over: OverSeeds | null }) {
  const { runs: words } = useMessages();
  if (over === null) return '–';
  const { mean, interval, seeds } = over;
  return (
    <>
      {(100 * mean).toFixed(1)}
      {interval && ` ± ${(100 * (interval[1] - mean)).toFixed(1)}`} %
      <div className="quiet">{interval === null ? words.tooFewSeeds : words.overSeeds(seeds)}</div>
    </>
  );
}

interface RowProps extends RowsProps {
  row: RunRow;
  colour?: string | undefined;
  inGroup?: boolean;
}

function Row({ row, colour, inGroup = false, shown, compared, onShow, onCompare }: RowProps) {
  const messages = useMessages();
  const { runs: words } = messages;
  const { language } = useLanguage();
  const { run, name, head, seconds, unseen, trained } = row;
  const { id, spec, status, startedAt, lastEpoch } = run;
  const isCompared = compared.includes(id);
  return (
    <tr aria-selected={id === shown}>
      <td data-inside={inGroup || undefined}>
        <Checkbox
          aria-label={words.compareRun(name)}
          checked={isCompared}
          onChange={() => onCompare(isCompared ? compared.filter((one) => one !== id) : [...compared, id])}
        />
      </td>
      <td>
        <RowChoice onClick={() => onShow(id)}>
          <span className={styles.dot} style={{ background: colour ?? runColour(id) }} />
          {name}
        </RowChoice>
        <Noted {...{ run }} />
      </td>
      <td>{words.statuses[status]}</td>
      <td>{spec.head.dim}</td>
      <td>{lastEpoch ? `${lastEpoch.epoch} / ${lastEpoch.epochs}` : `– / ${spec.epochs}`}</td>
      <td>{percent(unseen)}</td>
      <td>{percent(trained)}</td>
      <td>{head ? <Standing verdict={head.verdict} /> : '–'}</td>
      <td>{new Date(startedAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })}</td>
      <td>{seconds === null ? '–' : lengthOf(seconds, messages)}</td>
    </tr>
  );
}

/** The tags below a run's name, and the first line of its note. */
function Noted({ run: { tags, note } }: { run: Run }) {
  return (
    <>
      {tags.length > 0 && (
        <div className={styles.tags}>
          {tags.map((tag) => (
            <Badge key={tag} variant="light" color="accent" title={tag} className={styles.tag!}>
              {tag}
            </Badge>
          ))}
        </div>
      )}
      {note !== '' && (
        <div className={styles.noted} title={note}>
          {note.split('\n')[0]}
        </div>
      )}
    </>
  );
}
