/** `tammes runs show`: what it takes to repeat a run, as its page in the window has it. */
import type { Command } from 'commander';
import { z } from 'zod';
import { type Provenance, provenance, run, runName } from '../../src-shared/contract/index.ts';
import { provenanceOf, runNamed } from '../services/runs.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';

const answer = run.omit({ lastEpoch: true, data: true }).extend({
  featureVersion: z.int(),
  /** With several if the run was stopped and went on; none: an older version trained it, or it never began. */
  provenance: z.array(provenance),
});

export function addShowing(runs: Command): void {
  runs
    .command('show <run>')
    .description(
      'show the settings of a run, and the data, version, backend and machine that it was trained with',
    )
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .action(show);
}

async function show(wanted: string, { library, json }: { library: string; json?: boolean }): Promise<void> {
  const store = openStore(library);
  try {
    const found = runNamed(store, wanted);
    const shown = { ...found, provenance: await provenanceOf(store, found.id) };
    print(json, answer, shown, () => runText(shown));
  } finally {
    store.close();
  }
}

function runText(shown: z.infer<typeof answer>): string {
  const { spec, status, startedAt, finishedAt, headId, tags, note } = shown;
  return [
    `${runName(shown)}: ${status}, started ${startedAt}${finishedAt === null ? '' : `, ended ${finishedAt}`}.`,
    ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}.`]),
    ...(note === '' ? [] : [note]),
    ...shown.provenance.flatMap((made) => ['', madeText(made, shown.provenance.length > 1)]),
    ...(shown.provenance.length === 0 ? ['', 'Nothing is known of what it was trained with.'] : []),
    '',
    table([['setting', 'value'], ...settingsIn(spec)]),
    ...(headId === null || shown.provenance.length === 0
      ? []
      : ['', `Train it again on the same faces with: tammes runs repeat ${runName(shown)}`]),
  ].join('\n');
}

function madeText(made: Provenance, isOneOfSeveral: boolean): string {
  const { firstEpoch, version, commit, backend, device, machine, data } = made;
  return table([
    ['trained with', isOneOfSeveral ? `from epoch ${firstEpoch}` : ''],
    ['version', version],
    ['commit', commit ?? 'none: a packaged app'],
    ['backend', `${backend} (${device})`],
    ['machine', machine],
    ['data', data],
  ]);
}

/** By their paths, as `tammes train --set` takes them. */
function settingsIn(value: unknown, path = ''): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [
      [
        path,
        Array.isArray(value) ? value.map((one) => JSON.stringify(one)).join(', ') : String(value ?? 'none'),
      ],
    ];
  return Object.entries(value).flatMap(([key, one]) => settingsIn(one, path === '' ? key : `${path}.${key}`));
}
