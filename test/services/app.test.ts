import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { openServices } from '../../src-main/services/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

test('what the app is needs no backend tried, and each backend answers for itself', async () => {
  const tried: string[] = [];
  const folder = await temporaryFolder();
  const services = await openServices({
    library: folder,
    host: 'electron',
    spawnTrainer(backend) {
      tried.push(backend);
      throw new Error(`no process for ${backend}`);
    },
  });
  expect(await services.call('app.info', undefined)).toMatchObject({ host: 'electron', library: folder });
  expect(tried).toEqual([]);
  expect(await services.call('app.backend', { id: 'cpu' })).toMatchObject({
    id: 'cpu',
    available: false,
    failure: { problem: 'unexpected', parameters: { message: 'no process for cpu' } },
  });
  expect(tried).toEqual(['cpu']);
  await services.close();
});

test('a library says what it takes, and which others there are; only some hosts open them', async () => {
  const [library, other] = [await temporaryFolder(), await temporaryFolder()];
  const services = await openServices({
    library,
    host: 'web',
    libraries: { recent: async () => [library, other] },
  });
  const { bytes } = (await services.call('app.storage', undefined)) as { bytes: number };
  expect(bytes).toBeGreaterThan(4096);
  expect(await services.call('app.libraries', undefined)).toEqual({
    recent: [{ path: other, name: basename(other) }],
    canOpen: false,
  });
  await expect(services.call('app.openLibrary', { path: other })).rejects.toMatchObject({
    code: 'bad-input',
  });
  await services.close();
});

test('the licences of Tammes and of the models are told', async () => {
  const services = await openServices({ library: await temporaryFolder(), host: 'web' });
  const licences = (await services.call('app.licences', undefined)) as { name: string; text: string }[];
  expect(licences.map(({ name }) => name)).toEqual(expect.arrayContaining(['Tammes', 'dlib', 'mediapipe']));
  expect(licences[0]!.text).toContain('MIT License');
  await services.close();
});
