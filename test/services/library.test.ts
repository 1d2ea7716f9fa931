import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { someDemoPeople } from '../helpers/cli.ts';
import { openWindow } from '../helpers/window.ts';

const { events, call, read } = await openWindow();

describe('reading a folder from the window', () => {
  test('stores what the worker found, tells of it, and is undone as a whole', async () => {
    const folder = await someDemoPeople(['s01', 's02'], [1, 2]);
    const scanId = await read(folder);
    expect(await call('library.summary', undefined)).toMatchObject({
      photos: 4,
      faces: 4,
      people: 2,
      failures: 0,
    });
    expect(events.filter(({ type }) => type === 'scan').at(-1)).toMatchObject({
      progress: { done: 4, total: 4, faces: 4 },
    });
    const again = await call('library.beginScan', { folder });
    expect(again).toMatchObject({ total: 4, done: 4, alreadyDone: 4 });
    await call('library.endScan', { scanId: again.scanId });
    expect(await call('library.undoScan', { scanId })).toMatchObject({ photos: 0, faces: 0, people: 0 });
  });

  test('the undo of a second reading leaves the first', async () => {
    await read(await someDemoPeople(['s01'], [1, 2]));
    const second = await read(await someDemoPeople(['s03'], [1]));
    expect(await call('library.undoScan', { scanId: second })).toMatchObject({ photos: 2, people: 1 });
  });

  test('says how many photos of the folder’s table of labels are not there', async () => {
    const folder = await someDemoPeople(['s10'], [1]);
    await writeFile(join(folder, 'labels.csv'), 's10/01.png,Ada\n01.png,Ada\n02.png,Ada');
    const { scanId, unmatched } = await call('library.beginScan', { folder });
    expect(unmatched).toEqual({ count: 2, example: join(folder, '01.png') });
    await call('library.endScan', { scanId });
  });

  test('a photo on which the worker breaks down is recorded with the reason, and tried again', async () => {
    const folder = await someDemoPeople(['s09'], [1]);
    const { scanId } = await call('library.beginScan', { folder });
    const photo = await call('library.nextPhoto', { scanId });
    await call('library.failPhoto', { scanId, photoKey: photo!.photoKey, reason: 'context lost' });
    const [failure] = await call('library.failures', undefined);
    expect(failure).toMatchObject({
      path: photo!.photoKey,
      code: 'internal',
      parameters: { message: `${photo!.photoKey}: context lost` },
    });
    const again = await call('library.beginScan', { folder });
    expect(again.alreadyDone).toBe(0);
    expect(await call('library.undoScan', { scanId })).toMatchObject({ failures: 0 });
    await call('library.endScan', { scanId: again.scanId });
  });
});
