import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoFolder } from '../../src-main/app-files.ts';
import { personCalled } from '../../src-main/services/people.ts';
import { setTag } from '../../src-main/services/tags.ts';
import { listDuplicates } from '../../src-main/store/shots.ts';
import { openStore } from '../../src-main/store/store.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpLibrary } from '../helpers/made-up-library.ts';

test('the same training twice gives identical weights, and the hash is printed', async () => {
  const library = await madeUpLibrary(6, 6);
  const args = [
    'train',
    '--library',
    library,
    '--loss',
    'arcface',
    '--set',
    'margin=0.5',
    '--dim',
    '128',
    '--epochs',
    '5',
  ];
  const run = async (seed: string) => {
    const { code, stdout, stderr } = await tammes([...args, '--backend', 'wasm', '--seed', seed, '--json']);
    expect(code).toBe(0);
    // Told before training begins.
    expect(stderr).toMatch(
      /^6 people have several photos\. .* A head trained on so few cannot be judged, either\./,
    );
    const { hash, outlook } = JSON.parse(stdout);
    expect(outlook).toMatchObject({ people: 6, photos: 36, canJudge: false });
    return hash as string;
  };
  const first = await run('7');
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await run('7')).toBe(first);
  expect(await run('8')).not.toBe(first);
});

test('a training that is killed is resumed from its checkpoint to the same weights', async () => {
  const library = await madeUpLibrary(6, 6);
  const args = [
    'train',
    '--library',
    library,
    '--loss',
    'normface',
    '--epochs',
    '300',
    '--seed',
    '3',
    '--backend',
    'wasm',
  ];
  const killed = await tammes(args, {
    onStderr: (text, kill) => {
      if (/ \d+\/300/.test(text)) kill();
    },
  });
  expect(killed.code).toBeNull();
  const resumed = JSON.parse(
    (await tammes(['train', '--resume', '1', '--library', library, '--json'])).stdout,
  );
  expect(resumed).toMatchObject({ id: 1, status: 'finished', lastEpoch: { epoch: 300 } });
  const whole = JSON.parse((await tammes([...args, '--json'])).stdout);
  expect(resumed.hash).toBe(whole.hash);
  // Four commands after each other, on a machine that may be busy.
}, 180_000);

test('two people with two photos each can be trained, as photos taken in different rooms are no copies', async () => {
  const [folder, library] = [await temporaryFolder(), await temporaryFolder()];
  for (const person of ['c01', 'c02']) {
    for (const name of (await readdir(join(demoFolder, person))).sort().slice(0, 2)) {
      await cp(join(demoFolder, person, name), join(folder, person, name));
    }
  }
  expect(await tammes(['ingest', folder, '--library', library])).toMatchObject({ code: 0 });
  const store = openStore(library);
  expect(listDuplicates(store.db)).toEqual([]);
  store.close();
  const trained = await tammes([
    'train',
    '--library',
    library,
    '--loss',
    'cosface',
    '--epochs',
    '2',
    '--json',
  ]);
  expect(trained).toMatchObject({ code: 0 });
  expect(JSON.parse(trained.stdout)).toMatchObject({ status: 'finished', lastEpoch: { epoch: 2 } });
}, 180_000);

test('faces with a tag are left out and counted, and a tag that nobody has is refused', async () => {
  const library = await madeUpLibrary(4, 3);
  const store = openStore(library);
  const personIds = [personCalled(store, 's01')];
  setTag(store, { of: { personIds }, name: 'doubtful', value: 'yes' });
  store.close();
  const train = (tag: string) =>
    tammes([
      ...['train', '--library', library, '--loss', 'normface', '--epochs', '1', '--backend', 'wasm'],
      ...['--strangers', '0', '--without-tag', tag, '--json'],
    ]);
  const { code, stdout, stderr } = await train('doubtful=yes');
  expect(code).toBe(0);
  expect(stderr).toContain('3 faces left out by the tag doubtful=yes.');
  expect(JSON.parse(stdout)).toMatchObject({
    spec: { without: { name: 'doubtful', value: 'yes' } },
    outlook: { photos: 9, withoutTag: 3 },
  });
  const refused = await train('blurred');
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('No face of the library has the tag blurred.');
});
