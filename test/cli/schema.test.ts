/** Each command with `--json` on a small library: what it prints keeps to the schema that `tammes schema` publishes. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { commands } from '../../src-main/cli/commands.ts';
import type { DemoPhotos } from '../../src-main/cli/demo/photos.ts';
import { schemaCommand } from '../../src-main/cli/schema.ts';
import { addEvaluation } from '../../src-main/store/evaluations.ts';
import { openStore } from '../../src-main/store/store.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { madeUpEvaluation } from '../helpers/made-up-evaluation.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { smallNetwork } from '../helpers/small-network.ts';
import { hasUsearch } from '../helpers/usearch.ts';

// Faces are made up, in no time: this is about what is printed. Those of a person are alike.
vi.mock('../../src-main/vision/pool.ts', async (original) => ({
  ...(await original<typeof import('../../src-main/vision/pool.ts')>()),
  createVisionPool: () => madeUpVision({ seed: (path) => basename(dirname(path)) }),
}));

// The demo's own photos are many.
vi.mock('../../src-main/cli/demo/photos.ts', () => ({
  layOutPhotos: async (): Promise<DemoPhotos> => ({
    library: photos,
    heldOut: [{ person: 's01', path: photo('s01', 1) }],
    strangers: [at('loose', 's11.png')],
    groups: [],
  }),
}));

vi.hoisted(() => {
  // A library's database is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

const root = await temporaryFolder();
const at = (...parts: string[]) => join(root, ...parts);
const library = at('library');
const people = ['s01', 's02', 's03', 's04', 's05', 's06'];
const photos = await someDemoPeople(people, [1, 2, 3, 4]);
const photo = (person: string, number: number) => join(photos, person, `0${number}.png`);

/** Runs a command in this process. @returns what it prints. */
async function run(...args: string[]): Promise<string> {
  const program = new Command('tammes').enablePositionalOptions().exitOverride();
  const all = commands();
  for (const command of [...all, schemaCommand(all)]) program.addCommand(command.exitOverride());
  let printed = '';
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await program.parseAsync(args, { from: 'user' });
  } finally {
    out.mockRestore();
  }
  return printed;
}

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
const schemas = new Map<string, unknown>();
const seen = new Set<string>();

beforeAll(async () => {
  process.setMaxListeners(0);
  for (const [name, schema] of Object.entries(JSON.parse(await run('schema')))) schemas.set(name, schema);
  for (const person of ['s05', 's06']) {
    await cp(join(photos, person), at('strangers', person), { recursive: true });
  }
  for (const [folder, number] of [
    ['gallery', 1],
    ['probes', 2],
  ] as const) {
    for (const person of ['s01', 's02']) {
      await mkdir(at(folder, person), { recursive: true });
      await cp(photo(person, number), at(folder, person, `0${number}.png`));
    }
  }
  const golden = JSON.parse(await readFile('test/golden/golden.json', 'utf8'));
  await writeFile(at('golden.json'), JSON.stringify({ ...golden, cases: golden.cases.slice(0, 3) }));
  await mkdir(at('loose'));
  await cp(join(orlFolder, 's11', '01.png'), at('loose', 's11.png'));
  await writeFile(at('loose', 'torn.jpg'), 'no photo');
  await writeFile(
    at('pairs.csv'),
    'name,imagenum1,name,imagenum2\ns01,1,2,\ns02,1,2,\ns01,1,s02,1\ns03,1,s04,1\n',
  );
  const teams = people.map((name, i) => `${name},${i % 2},1990`);
  await writeFile(at('teams.csv'), ['person,team,birth_year', ...teams].join('\n'));
  await writeFile(at('passphrase'), 'correct horse battery\n');
  await writeFile(at('passphrase-2'), 'another horse battery\n');
});
afterEach(() => {
  // A command says by this that a photo could not be read.
  process.exitCode = 0;
});
afterAll(() => process.setMaxListeners(10));

/** The commands in an order in which each has something to say: its words, and what follows them. */
const steps: (readonly [command: string, ...args: string[]] | (() => void | Promise<void>))[] = [
  ['ingest', photos, '--dry-run'],
  ['ingest', photos, '--files'],
  ['reread', '--detector', 'tiny'],
  ['reread', '--features'],
  () => rm(photo('s06', 4)),
  ['ingest', photos],
  ['missing'],
  ['missing', '--remove'],
  ['missing', '--undo'],
  ['heads'],
  ['heads', '--use', 'pretrained'],
  () => writeFile(at('small.onnx'), smallNetwork()),
  ['backbone add', at('small.onnx'), '--dry-run'],
  ['backbones'],
  ['backbones', '--use', 'built-in'],
  ['train', '--loss', 'normface', '--epochs', '2', '--any-quality'],
  ['runs'],
  ['runs show', '1'],
  ['runs repeat', '1'],
  ['runs tag', '1', 'baseline', '--note', 'The first.'],
  ['runs', '2', '--remove'],
  ['runs', '--undo'],
  ['enrol', '--all', '--any-quality'],
  ['enrol', 'Ada', at('loose', 's11.png'), at('loose', 'torn.jpg'), '--any-quality'],
  ['gallery'],
  ['gallery disconnect'],
  ...(hasUsearch ? [['gallery', '--engine', 'usearch'] as const] : []),
  ['match', photo('s01', 1), at('loose', 'torn.jpg')],
  ['recognise', at('loose')],
  ['verify', photo('s01', 1), photo('s02', 1)],
  ['evaluate', '--protocol', 'holdout'],
  ['evaluate', '--protocol', 'open-set', '--draws', '2'],
  ['evaluate', '--protocol', 'pairs', '--pairs', at('pairs.csv'), '--images', photos],
  ['evaluate', '--protocol', 'open-set', ...folders()],
  () =>
    writeFile(
      at('templates.txt'),
      ['s01/01.png 1 1', 's01/02.png 2 2', 's02/03.png 3 3', 's02/04.png 4 4'].join('\n'),
    ),
  () => writeFile(at('template-pairs.txt'), ['1 2 1', '3 4 1', '1 3 0', '2 4 0'].join('\n')),
  [
    'evaluate',
    ...['--protocol', 'pairs', '--templates', at('templates.txt')],
    ...['--pairs', at('template-pairs.txt'), '--images', photos],
  ],
  ['import columns', at('teams.csv')],
  ['evaluate', '--protocol', 'pairs', '--by', 'team', '--keep', 'Teams'],
  ['evaluate', '--protocol', 'pairs'],
  ['evaluate', '--protocol', 'open-set', '--draws', '2', '--keep', 'Search'],
  ['evaluations', 'Teams'],
  ['evaluations', 'Teams', '--compare', 'Teams'],
  () => {
    const store = openStore(library);
    addEvaluation(store.db, 'Before', madeUpEvaluation);
    store.close();
  },
  ['evaluations'],
  ['evaluations', 'Before'],
  ['evaluations', 'Before', '--remove'],
  async () => (await madeUpLibrary(at('twelve'), 12, 3)).close(),
  ['sweep', ...sweepOptions(), '--cost'],
  ['sweep', ...sweepOptions()],
  ['sweeps', '--library', at('twelve')],
  ['sweeps show', '1', '--library', at('twelve')],
  ['sweeps export', '1', '--library', at('twelve')],
  ['sweeps cancel', '1', '--library', at('twelve')],
  () => {
    const store = openStore(at('twelve'));
    store.db.exec("UPDATE sweeps SET status = 'cancelled'");
    store.close();
  },
  ['sweeps resume', '1', '--library', at('twelve')],
  ['sweeps remove', '1', '--library', at('twelve')],
  ['people'],
  ['people consent', 's01', '--consent', 'by letter', '--consent-until', '2020-01-31'],
  ['people', '--expired'],
  ['people rename', 's01', 'Grace'],
  ['people merge', 's02', 's03'],
  ['people split', 's03', 'Alan', '5'],
  ['people move', '6', '--to', 'Kurt'],
  ['people hide', 's04'],
  ['people export', 'Grace', '--to', at('exported')],
  ['undo'],
  ['redo'],
  ['history'],
  ['people forget', 'Kurt'],
  ['people forget', 'Kurt', '--yes'],
  ['retention', '--strangers', '1', '--expired', 'on'],
  ['privacy-record', '--to', at('record.html')],
  ['export xmp', '--dry-run'],
  ['export xmp'],
  ['export xmp', '--undo'],
  ['export head', '--format', 'npz', '--out', at('head.npz')],
  ['export model', '--out', at('model.onnx')],
  ['export features', '--format', 'npz', '--out', at('features.npz')],
  ['export embeddings', '--format', 'parquet', '--out', at('faces.parquet')],
  ['export scores', '--format', 'csv', '--out', at('scores.csv')],
  ['export labels', '--format', 'csv', '--out', at('labels.csv')],
  ['import vectors', at('features.npz'), '--library', at('vectors')],
  ['api token create', '--name', 'archive', '--scope', 'recognise', 'events', '--expires', '30d'],
  ['api token list'],
  ['api token revoke', 'archive'],
  ['faces', '--poor'],
  ['review'],
  ['sphere'],
  ['sphere solve', '--points', '6'],
  ['story', '2', '--seeds', '1,2', '--backend', 'cpu'],
  ['losses'],
  ['losses show', 'arcface'],
  ['losses check', at('golden.json'), '--backend', 'cpu'],
  ['losses length', '--loss', 'arcface'],
  ['library merge', at('vectors'), '--dry-run'],
  ['library merge', at('vectors')],
  ['backup', '--to', at('backups')],
  ['backup', '--to', at('backups'), '--list'],
  ['repair', library, '--into', at('repaired')],
  ['library move', at('moved')],
];

function sweepOptions(): string[] {
  return ['--losses', 'cosface', '--seeds', '1', '--set', 'epochs=1', '--library', at('twelve')];
}

function folders(): string[] {
  return ['gallery', 'probes', 'strangers'].flatMap((name) => [`--${name}`, at(name)]);
}

/** Runs a command with `--json`, and holds what it prints to its schema. @returns that. */
async function check(command: string, ...args: string[]): Promise<Record<string, unknown>> {
  const words = [...command.split(' '), ...args];
  const takesLibrary =
    !/^(demo|losses|story|sphere solve|repair)/.test(command) && !args.includes('--library');
  const answer = JSON.parse(await run(...words, ...(takesLibrary ? ['--library', library] : []), '--json'));
  ajv.validate(schemas.get(command)!, answer);
  expect(ajv.errors, words.join(' ')).toBeNull();
  seen.add(command);
  return answer;
}

/** They are many; on a busy machine it takes minutes. */
const patient = { timeout: 900_000 };

test('what commands print as JSON keeps to their schemas', patient, async () => {
  for (const step of steps) {
    if (typeof step === 'function') await step();
    else await check(...step);
  }
  const [backup] = JSON.parse(await run('backup', '--to', at('backups'), '--list', '--json'));
  await check('restore', backup.folder, '--library', at('restored'));
  await check('doctor', '--library', at('restored'));
});

test.skipIf(!hasCiphers)('so does what is printed of encryption', patient, async () => {
  const there = ['--library', at('restored')];
  const [first, second, key] = ['passphrase', 'passphrase-2', 'key'].map((name) => at(name)) as [
    string,
    string,
    string,
  ];
  await check('backup', ...there);
  await check('encrypt', ...there, '--passphrase-file', first);
  const { recoveryKey } = await check('encrypt', ...there, '--passphrase-file', first, '--yes');
  await writeFile(key, String(recoveryKey));
  await check('encrypt', ...there, '--change', '--passphrase-file', first, '--new-passphrase-file', second);
  await check('encrypt', ...there, '--recover', '--recovery-key-file', key, '--new-passphrase-file', first);
  await check('encrypt', ...there, '--new-recovery-key', '--passphrase-file', first);
  await check('encrypt', ...there, '--off', '--passphrase-file', first);
});

test.skipIf(!hasPostgres)('so does what is printed of a database', patient, async () => {
  const server = await TestPostgres.start();
  const { address, sql } = await server.database('people');
  await check('gallery connect', address, '--library', at('restored'));
  await check('gallery disconnect', '--library', at('restored'));
  await check('gallery share init', address, '--library', at('restored'));
  for (const [command, ...args] of [
    ['join', address],
    ['publish'],
    ['push'],
    ['pull'],
    ['keep'],
    ['forget', 'nobody'],
    ['members'],
    ['grant', 'visitor'],
    ['revoke', 'visitor'],
  ] as const)
    await check(`gallery share ${command}`, ...args, '--library', at('restored'));
  await check('gallery share', '--library', at('restored'));
  const [{ name }] = JSON.parse(await run('people', '--library', at('restored'), '--json'));
  await check('gallery share rename', name, 'Zoe', '--library', at('restored'));
  await sql.end();
  // What cannot be sent waits, and is decided here.
  await server.kill();
  const waits = async (...args: string[]) => {
    const { waiting } = await check(...(args as [string]), '--library', at('restored'));
    return String((waiting as { number: number }[])[0]!.number);
  };
  const asked = await waits('gallery share rename', 'Zoe', 'Zora');
  const again = await waits('gallery share mine', asked);
  expect(await check('gallery share theirs', again, '--library', at('restored'))).toEqual({ waiting: [] });
  await server.restart();
  await check('gallery share leave', '--library', at('restored'));
  await server.stop();
});

test('the demo keeps to its schema', patient, async () => {
  await check('demo', '--library', at('demo'));
});

test('no command was left out', () => {
  const left = [...schemas.keys()].filter((name) => !seen.has(name));
  const ofDatabase = left.filter((name) => /^gallery (connect|share)/.test(name));
  expect(left).toEqual([...(hasCiphers ? [] : ['encrypt']), ...(hasPostgres ? [] : ofDatabase)]);
});

test('one command’s schema is printed alone, and one that there is not is told', async () => {
  expect(JSON.parse(await run('schema', 'people', 'rename'))).toEqual(schemas.get('people rename'));
  await expect(run('schema', 'people', 'fly')).rejects.toThrow('There is no command people fly');
});
