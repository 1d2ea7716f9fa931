import { expect, test } from 'vitest';
import { openServices } from '../../src-main/services/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

test('what the app is needs no backend tried, and each backend answers for itself', async () => {
  const tried: string[] = [];
  const folder = await temporaryFolder();
  const own = await openServices({
    library: folder,
    host: 'electron',
    spawnTrainer(backend) {
      tried.push(backend);
      throw new Error(`no process for ${backend}`);
    },
  });
  expect(await own.call('app.info', undefined)).toMatchObject({ host: 'electron', library: folder });
  expect(tried).toEqual([]);
  expect(await own.call('app.backend', { id: 'cpu' })).toMatchObject({
    id: 'cpu',
    available: false,
    reason: expect.stringContaining('no process for cpu'),
  });
  expect(tried).toEqual(['cpu']);
  await own.close();
});
