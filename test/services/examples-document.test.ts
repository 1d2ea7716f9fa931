/** The scripts of docs/EXAMPLES.md, run on one small library. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../src-main/app-files.ts';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { transaction } from '../../src-main/store/database.ts';
import { labelFace, personNamed } from '../../src-main/store/people.ts';
import { insertLooseFace } from '../../src-main/store/photos.ts';
import { openStore } from '../../src-main/store/store.ts';
import { featureOf, recordOf } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasModules } from '../helpers/python.ts';

const scripts = join(root, 'docs', 'examples');
const execute = promisify(execFile);
const library = await temporaryFolder();

/** Twelve people on four photos each, all of which can be seen well. */
beforeAll(async () => {
  const store = openStore(library);
  await ensurePretrained(store);
  const quality = {
    size: 100,
    sharpness: 200,
    brightness: 120,
    clipped: null,
    pose: { yaw: 0, pitch: 0, roll: 0 },
  };
  transaction(store.db, () => {
    for (let person = 0; person < 12; person++)
      for (let photo = 0; photo < 4; photo++) {
        const record = { ...recordOf(featureOf(person, photo)), quality };
        const { faceId } = insertLooseFace(store.db, `${person}/${photo}`, record);
        labelFace(store.db, faceId, personNamed(store.db, `person ${person}`), 'enrolment');
      }
  });
  // Every second photo was taken in 2001, the others in 2020.
  store.db.exec(`UPDATE photos SET taken_at = unixepoch(iif(id % 2, '2001-06-01', '2020-06-01')) * 1000`);
  store.close();
  const births = Array.from({ length: 12 }, (_, person) => `person ${person},1990`);
  await writeFile(join(library, 'births.csv'), ['person,birth_year', ...births].join('\n'));
});

const examples = {
  margins: {
    args: ['2', '0,0.5'],
    writes: 'margins.csv',
    rows: 2,
    python: /margin +0: within +\d+\.\d°, between +\d+\.\d°/,
  },
  family: { args: ['births.csv'], writes: 'ages.csv', rows: 2, python: /5-12 +24[\s\S]*nearest_other/ },
  losses: { args: ['1', '2', 'normface,arcface'], writes: 'losses.csv', rows: 2, python: /count +mean/ },
};

describe.each(Object.entries(examples))('%s', (name, { args, writes, rows, python }) => {
  let out = '';

  // It starts a dozen commands, one after the other.
  test('the script writes its table', { timeout: 900_000 }, async () => {
    out = await temporaryFolder();
    await execute(process.execPath, [join(scripts, `${name}.mjs`), library, out, ...args], { cwd: library });
    const lines = (await readFile(join(out, writes), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + rows);
    expect(lines.every((line) => line.split(',').length === lines[0]!.split(',').length)).toBe(true);
  });

  const modules = name === 'margins' ? ['numpy'] : ['pandas'];
  test.skipIf(!hasModules(modules))('Python reads it', async () => {
    const { stdout } = await execute('python3', [join(scripts, `${name}.py`)], { cwd: out });
    expect(stdout).toMatch(python);
  });
});

test('the document names each script, and no other', async () => {
  const document = await readFile(join(root, 'docs', 'EXAMPLES.md'), 'utf8');
  const named = [...document.matchAll(/docs\/examples\/(\w+)\.mjs/g)].map(([, name]) => name);
  const there = (await readdir(scripts)).filter((file) => file.endsWith('.mjs') && file !== 'tammes.mjs');
  expect([...new Set(named)].sort()).toEqual(there.map((file) => file.replace('.mjs', '')).sort());
  expect(Object.keys(examples).sort()).toEqual([...new Set(named)].sort());
});
