import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingest } from '../../src-main/services/library.ts';
import { openStore } from '../../src-main/store/store.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';

test('missing photos are listed, removed by folder, and brought back', { timeout: 180_000 }, async () => {
  const [photos, library] = [join(await temporaryFolder(), 'photos'), await temporaryFolder()];
  const at = (...parts: string[]) => join(photos, ...parts);
  for (const person of ['s01', 's02', 's03']) {
    await mkdir(at(person), { recursive: true });
    await cp(join(orlFolder, person, '01.png'), at(person, '01.png'));
  }
  const store = openStore(library);
  await ingest(store, madeUpVision(), photos, {});
  for (const person of ['s01', 's02']) await rename(at(person), `${photos}-${person}`);
  await ingest(store, madeUpVision(), photos, {});
  store.close();

  const run = async (...args: string[]) => {
    const { code, stdout } = await tammes(['missing', ...args, '--library', library, '--json']);
    return { code, answer: code === 0 ? JSON.parse(stdout) : null };
  };
  const paths = async () => (await run()).answer.map(({ path }: { path: string }) => path);
  expect(await paths()).toEqual([at('s01', '01.png'), at('s02', '01.png')]);
  expect((await run(at('s01'), '--remove')).answer).toMatchObject({
    photos: 1,
    faces: 1,
    people: 1,
    kept: 0,
  });
  expect(await paths()).toEqual([at('s02', '01.png')]);
  expect((await run('--undo')).answer).toEqual({ photos: 1 });
  expect(await paths()).toHaveLength(2);
  expect((await run('--undo')).code).toBe(1);
});
