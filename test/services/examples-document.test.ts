/** The scripts of docs/EXAMPLES.md, run on photos of the demo. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoFolder, root } from '../../src-main/app-files.ts';
import { summaryOf } from '../../src-main/services/contents.ts';
import { ingest } from '../../src-main/services/library.ts';
import { openStore } from '../../src-main/store/store.ts';
import { createVisionPool } from '../../src-main/vision/pool.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasModules } from '../helpers/python.ts';

const scripts = join(root, 'docs', 'examples');
const execute = promisify(execFile);
const library = await temporaryFolder();

/** Twelve people of the demo on four photos each, read as anybody's photos are. */
beforeAll(async () => {
  const photos = join(await temporaryFolder(), 'photos');
  const folders = (await readdir(demoFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const people = folders
    .map(({ name }) => name)
    .sort()
    .slice(0, 12);
  for (const person of people) {
    await mkdir(join(photos, person), { recursive: true });
    const files = (await readdir(join(demoFolder, person))).sort().slice(0, 4);
    for (const file of files) await cp(join(demoFolder, person, file), join(photos, person, file));
  }
  const store = openStore(library);
  const pool = createVisionPool();
  await ingest(store, pool, photos, {});
  await pool.close();
  const { people: found, photos: read } = summaryOf(store);
  expect([found, read]).toEqual([12, 48]);
  // The demo's photos have no dates.
  // As if every second one had been taken in 2001, and the others in 2020.
  store.db.exec(`UPDATE photos SET taken_at = unixepoch(iif(id % 2, '2001-06-01', '2020-06-01')) * 1000`);
  store.close();
  const births = people.map((person) => `${person},1990`);
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
