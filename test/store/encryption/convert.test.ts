import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/services/backups.ts';
import { checkLibrary } from '../../../src-main/services/health.ts';
import { changeForm } from '../../../src-main/store/encryption/convert.ts';
import { isEncrypted, lockLibrary, unlockLibrary } from '../../../src-main/store/encryption/keyring.ts';
import {
  appendEpoch,
  readHistory,
  timelineFiles,
  writeCheckpoint,
  writeRunFaces,
} from '../../../src-main/store/run-files.ts';
import { addRun, endRun } from '../../../src-main/store/runs.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { appendFrame, beginTimeline, checkTimeline } from '../../../src-main/store/timeline.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import { featureVersion } from '../../../src-shared/vision/index.ts';
import { madeUpLibrary } from '../../gallery/enrolled.ts';
import { hasCiphers } from '../../helpers/ciphers.ts';
import { temporaryFolder } from '../../helpers/cli.ts';
import { metricsOf } from '../../helpers/metrics.ts';
import { occurrences } from '../../helpers/occurrences.ts';
import { fixedKeys } from './fixed-keys.ts';

const child = fileURLToPath(new URL('./convert-child.ts', import.meta.url));
const plan = { people: ['person 1', 'person 2'], dim: 2, source: 'learned' as const, steps: 30, every: 10 };

/** A library in clear, from which each test has a copy. */
let original = '';
async function copyOf(folder: string): Promise<string> {
  const copy = join(await temporaryFolder(), 'library');
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** All rows and files of a library, which is unlocked if it has to be. */
async function contents(folder: string) {
  unlockLibrary(folder, isEncrypted(folder) ? fixedKeys.key : null);
  const store = openStore(folder);
  try {
    const tables = store.db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name",
      )
      .all();
    const rows = tables.map(({ name }) => [
      name,
      store.db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => ({ ...row })),
    ]);
    const schema = store.db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
    const version = store.db.prepare('PRAGMA user_version').get();
    await checkTimeline(timelineFiles(store, 1), true);
    return {
      rows,
      schema: schema.map((row) => ({ ...row })),
      version: { ...version },
      history: await readHistory(store, 1),
    };
  } finally {
    store.close();
  }
}

const inClear = (folder: string) => occurrences(folder, [Buffer.from('person 1'), Buffer.from('"epochs"')]);

describe.skipIf(!hasCiphers)('a library', () => {
  let before: Awaited<ReturnType<typeof contents>>;
  beforeAll(async () => {
    original = await temporaryFolder();
    const store = await madeUpLibrary(original, 12, 4);
    const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface' }), featureVersion);
    await writeRunFaces(store, runId, [{ faceId: 1, shot: 1, label: 0 }]);
    for (const epoch of [1, 2, 3]) await appendEpoch(store, runId, metricsOf(epoch));
    await writeCheckpoint(store, runId, Buffer.from('of person 1'));
    await beginTimeline(timelineFiles(store, runId), plan, 0);
    for (const step of [0, 10])
      await appendFrame(timelineFiles(store, runId), {
        step,
        epoch: 1,
        centres: Float32Array.from([1, 2, 3, step]),
      });
    endRun(store.db, runId, 'cancelled');
    backUp(store);
    store.close();
    await writeFile(join(original, 'report.html'), 'person 1');
    before = await contents(original);
    expect(Object.keys(await inClear(original)).length).toBeGreaterThan(3);
  });

  test('that is encrypted and decrypted again is the same', async () => {
    const folder = await copyOf(original);
    changeForm(folder, fixedKeys);
    expect(isEncrypted(folder)).toBe(true);
    expect(await inClear(folder)).toEqual({});
    expect((await readdir(folder)).sort()).toEqual([
      'backups',
      `keys-${fixedKeys.keys.id}.json`,
      'library.db',
      'runs',
    ]);
    expect(await contents(folder)).toEqual(before);
    expect((await checkLibrary(folder, true)).faults).toEqual([]);
    lockLibrary(folder);
    expect(() => openStore(folder)).toThrow(expect.objectContaining({ problem: 'library-locked' }));
    unlockLibrary(folder, fixedKeys.key);
    changeForm(folder, null);
    expect(isEncrypted(folder)).toBe(false);
    expect(await contents(folder)).toEqual(before);
    expect((await readdir(folder)).sort()).toEqual(['backups', 'library.db', 'runs']);
  });

  test('that another program has open is not touched', async () => {
    const folder = await copyOf(original);
    // Locks are those of processes: it has to be another one.
    const other = spawn(process.execPath, [
      '-e',
      `const db = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
       db.prepare('SELECT count(*) FROM people').get(); console.log('open'); process.stdin.resume();`,
      join(folder, 'library.db'),
    ]);
    await once(other.stdout, 'data');
    expect(() => changeForm(folder, fixedKeys)).toThrow(expect.objectContaining({ problem: 'library-busy' }));
    other.stdin.end();
    await once(other, 'exit');
    expect(await contents(folder)).toEqual(before);
    expect(
      (await readdir(folder)).filter((name) => name.endsWith('.tmp') || name.startsWith('keys-')),
    ).toEqual([]);
  });

  test.each(['on', 'off'])(
    'whose encryption is turned %s is whole wherever the process is killed',
    async (what) => {
      const begin = await copyOf(original);
      if (what === 'off') changeForm(begin, fixedKeys);
      const forms: boolean[] = [];
      for (let at = 1; ; at++) {
        const folder = await copyOf(begin);
        const { signal, status, stderr } = spawnSync(process.execPath, [child, folder, what, String(at)], {
          encoding: 'utf8',
        });
        expect([signal, status], stderr).toBeOneOf([
          ['SIGKILL', null],
          [null, 0],
        ]);
        expect(await contents(folder), `step ${at}`).toEqual(before);
        forms.push(isEncrypted(folder));
        if (isEncrypted(folder)) expect(await inClear(folder), `step ${at}`).toEqual({});
        expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
        expect((await checkLibrary(folder, true)).faults).toEqual([]);
        if (status === 0) break;
      }
      // The old form up to one step, and the new one from then on.
      expect(forms.length).toBeGreaterThan(8);
      expect(forms).toEqual(forms.map((_, i) => i < forms.indexOf(what === 'on') !== (what === 'on')));
      expect(forms.at(-1)).toBe(what === 'on');
    },
  );
});
