/** Runs that are shown, found by what is said of them, and in groups; what seeds of equal settings say together. */
import type { Run } from '../../../src-shared/contract/index.ts';
import type { Language } from '../../../src-shared/errors/index.ts';
import { type Interval, meanInterval } from '../../../src-shared/interval.ts';
import { findLoss } from '../../../src-shared/losses/index.ts';
import type { Messages } from '../../app/messages/en.ts';
import type { RunRow } from './run-rows.ts';
import { comparedSettings } from './setting-rows.ts';

export interface RunFilter {
  /** Words, each of which is in the name, the loss, the tags or the note. */
  find: string;
  /** Empty: any. */
  status: Run['status'] | '';
  loss: string;
  tag: string;
}

/** The rows that fit, in their order. */
export function filterRuns(rows: readonly RunRow[], { find, status, loss, tag }: RunFilter): RunRow[] {
  const wanted = find.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ run, name }) => {
    const text = [name, findLoss(run.spec.loss).title, ...run.tags, run.note].join('\n').toLowerCase();
    return (
      (status === '' || run.status === status) &&
      (loss === '' || run.spec.loss === loss) &&
      (tag === '' || run.tags.includes(tag)) &&
      wanted.every((word) => text.includes(word))
    );
  });
}

export const runGroupings = ['none', 'loss', 'tag', 'settings'] as const;
export type RunGrouping = (typeof runGroupings)[number];

export interface RunGroup {
  /** Stands in the address. */
  key: string;
  rows: RunRow[];
}

/** The rows in groups, each where its first row is. A run with several tags is in several. */
export function groupRuns(rows: readonly RunRow[], by: Exclude<RunGrouping, 'none'>): RunGroup[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const { spec, tags } = row.run;
    const keys = by === 'loss' ? [spec.loss] : by === 'settings' ? [settingsOf(row.run)] : tags;
    for (const key of keys.length === 0 ? [''] : keys) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, rows]) => ({
    // Settings are long: the first run of them stands for them.
    key: by === 'settings' ? String(firstOf(rows).id) : key,
    rows,
  }));
}

/** All tags of runs, each once. */
export const tagsOf = (runs: readonly Run[]): string[] =>
  [...new Set(runs.flatMap(({ tags }) => tags))].sort();

/** The oldest run of a group: its colour is the group's. */
export const firstOf = (rows: readonly RunRow[]): Run =>
  rows.map(({ run }) => run).reduce((first, run) => (run.id < first.id ? run : first));

/** The same for runs that differ in the seed alone: as trained on other faces, two are no seeds of one setting. */
function settingsOf({ spec: { seed: _, ...spec }, data }: Run): string {
  const parameters = Object.entries(spec.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ ...spec, parameters, data });
}

/** What each group of equal settings is called: its loss, and what it has otherwise than groups of the same loss. */
export function namesOfSettings(
  groups: readonly RunGroup[],
  language: Language,
  words: Messages,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [loss, all] of Map.groupBy(groups, ({ rows }) => rows[0]!.run.spec.loss)) {
    const runs = all.map(({ rows: [row] }) => ({ ...row!.run, spec: { ...row!.run.spec, seed: 0 } }));
    const differing = comparedSettings(runs, language, words).filter(({ differs }) => differs);
    for (const [i, { key }] of all.entries()) {
      const own = differing.map(({ title, values }) => `${title} ${values[i] ?? '–'}`);
      names.set(key, [findLoss(loss).title, ...own].join(' · '));
    }
  }
  return names;
}

/** The newest run of each seed: a run that was repeated says nothing new. */
export function onePerSeed<R extends { run: Run }>(rows: readonly R[]): R[] {
  const newest = new Map<number, R>();
  for (const row of rows) {
    const other = newest.get(row.run.spec.seed);
    if (other === undefined || other.run.id < row.run.id) newest.set(row.run.spec.seed, row);
  }
  return [...newest.values()];
}

export interface OverSeeds {
  mean: number;
  /** 95 %, by Student's t; null: a single seed says nothing of others. */
  interval: Interval | null;
  seeds: number;
}

/** A measure of runs of equal settings over their seeds; null: none has a figure. */
export function overSeeds(rows: readonly RunRow[], measure: 'unseen' | 'trained'): OverSeeds | null {
  const judged = rows.filter((row) => row[measure] !== null);
  const values = onePerSeed(judged).map((row) => row[measure]!);
  if (values.length === 0) return null;
  if (values.length === 1) return { mean: values[0]!, interval: null, seeds: 1 };
  return { ...meanInterval(values), seeds: values.length };
}
