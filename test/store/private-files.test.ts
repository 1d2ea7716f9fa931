import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendEpoch, writeCheckpoint } from '../../src-main/store/run-files.ts';
import { openStore } from '../../src-main/store/store.ts';
import { temporaryFolder } from '../helpers/cli.ts';

/** The modes of a folder and of all that is in it, by their path. */
async function modesOf(folder: string): Promise<Record<string, string>> {
  const modes: [string, string][] = [];
  for (const path of ['', ...(await readdir(folder, { recursive: true })).sort()])
    modes.push([path, ((await stat(join(folder, path))).mode & 0o777).toString(8)]);
  return Object.fromEntries(modes);
}

const metrics = {
  epoch: 1,
  epochs: 1,
  learningRate: 1,
  loss: 1,
  ownAngle: 1,
  nearestOtherAngle: 1,
  ownAngles: [],
  validation: null,
  fold: null,
  openSet: null,
  remainingSeconds: 0,
};

describe.skipIf(process.platform === 'win32')('other accounts of the machine', () => {
  test('cannot read a library that is made, nor what is written into it', async () => {
    const folder = join(await temporaryFolder(), 'new');
    const store = openStore(folder);
    await writeCheckpoint(store, 1, Uint8Array.of(1));
    await appendEpoch(store, 1, metrics);
    expect(await modesOf(folder)).toEqual({
      '': '700',
      'library.db': '600',
      'library.db-shm': '600',
      'library.db-wal': '600',
      runs: '700',
      'runs/1': '700',
      'runs/1/checkpoint.safetensors': '600',
      'runs/1/checkpoint.sha256': '600',
      'runs/1/events.jsonl': '600',
    });
    store.close();
  });

  test('cannot read a library of an older version once it was opened', async () => {
    const folder = await temporaryFolder();
    openStore(folder).close();
    await mkdir(join(folder, 'runs', '1'));
    for (const name of ['report.html', 'runs/1/faces.json']) await writeFile(join(folder, name), '[]');
    for (const [name, mode] of Object.entries(await modesOf(folder)))
      await chmod(join(folder, name), mode === '700' || mode === '755' ? 0o755 : 0o644);
    openStore(folder).close();
    expect(await modesOf(folder)).toEqual({
      '': '700',
      'library.db': '600',
      'report.html': '600',
      runs: '700',
      'runs/1': '700',
      'runs/1/faces.json': '600',
    });
  });

  test('keep what they may see of a folder that holds other things beside the library', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'shared.txt'), '', { mode: 0o644 });
    openStore(folder).close();
    expect(await modesOf(folder)).toEqual({
      '': '755',
      'library.db': '600',
      runs: '700',
      'shared.txt': '644',
    });
  });
});
