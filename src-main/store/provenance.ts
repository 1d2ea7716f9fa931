/** What a run was trained with, a line each time that its training began: `runs/ID/provenance.jsonl`. */
import { join } from 'node:path';
import { type Provenance, provenance } from '../../src-shared/contract/index.ts';
import { appendSecret, readSecret } from './encryption/secret-files.ts';
import { openLine, sealLine } from './sealed-line.ts';
import type { Store } from './store.ts';

const fileOf = ({ folder }: Pick<Store, 'folder'>, runId: number) =>
  join(folder, 'runs', String(runId), 'provenance.jsonl');

export async function addProvenance(
  library: Pick<Store, 'folder'>,
  runId: number,
  made: Provenance,
): Promise<void> {
  const path = fileOf(library, runId);
  await appendSecret(path, Buffer.from(`${sealLine(path, JSON.stringify(made))}\n`));
}

/** What a run's epochs were trained with, the first ones first; empty if a line is damaged, or an older version trained it. */
export async function readProvenance(library: Pick<Store, 'folder'>, runId: number): Promise<Provenance[]> {
  const path = fileOf(library, runId);
  const lines = Buffer.from((await readSecret(path)) ?? [])
    .toString('utf8')
    .split('\n')
    .slice(0, -1);
  try {
    const all = lines.map((line) => provenance.parse(JSON.parse(openLine(path, line) ?? '')));
    // What was trained again from an earlier epoch counts no more.
    return all.filter(({ firstEpoch }, i) =>
      all.slice(i + 1).every((later) => later.firstEpoch > firstEpoch),
    );
  } catch {
    return [];
  }
}
