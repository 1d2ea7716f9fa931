import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import type { Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { readMadeUp } from '../helpers/made-up-library.ts';

let services: Services;
let folder: string;
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;
const twoNamed = () => call('review.twoNames', {});
const personCalled = async (name: string) =>
  (await call('people.list', undefined)).find((one) => one.name === name);

/** Reads the folder again, in which only copies of known files are new. */
async function readCopies() {
  const { scanId } = await call('library.beginScan', { folder });
  expect(await call('library.nextPhoto', { scanId })).toBeNull();
  return call('library.endScan', { scanId });
}

beforeAll(async () => {
  services = await openServices({ library: await temporaryFolder(), host: 'web' });
  folder = await someDemoPeople(['s01', 's02', 's03'], [1, 2]);
  await readMadeUp(services, folder);
}, 60_000);
afterAll(() => services.close());

test('a copy under another name is told, with a face of each person, until somebody says who it is', async () => {
  expect(await twoNamed()).toEqual({ progress: null, total: 0, photos: [] });
  const [first] = (await call('library.faces', { personId: (await personCalled('s01'))!.id })).faces;
  const photo = (await call('library.photo', { faceId: first!.id }))!;
  const name = photo.name;
  await cp(join(folder, 's01', name), join(folder, 's02', 'copy.png'));
  await cp(join(folder, 's01', name), join(folder, 's01', 'again.png'));
  expect((await readCopies()).changes.copied).toBe(2);
  const { total, photos } = await twoNamed();
  expect(total).toBe(1);
  expect(await call('review.counts', undefined)).toMatchObject({ twoNames: 1, waiting: 1 });
  const [{ own, others, faceId }] = photos as [Output<'review.twoNames'>['photos'][number]];
  expect(faceId).toBe(first!.id);
  // The copy beside the original is no other name.
  expect(own).toMatchObject({
    name: 's01',
    paths: [expect.stringContaining('s01'), expect.stringContaining('s01')],
  });
  expect(others).toMatchObject([{ name: 's02', paths: [join(folder, 's02', 'copy.png')] }]);
  for (const one of [own, ...others]) {
    expect(one.faceId).not.toBe(faceId);
    const { personId } = (await call('library.photo', { faceId: one.faceId! }))!.faces[0]!;
    expect(personId).toBe(one.personId);
  }

  const kept = await call('review.keep', { faceId });
  expect((await twoNamed()).total).toBe(0);
  await call('journal.undo', { entryId: kept.entryId! });
  expect((await twoNamed()).total).toBe(1);
  await call('people.moveFaces', {
    faceIds: [faceId],
    to: { personId: others[0]!.personId! },
    allowTwice: false,
  });
  expect((await twoNamed()).total).toBe(0);
  // Nor does another reading ask again.
  await readCopies();
  expect((await twoNamed()).total).toBe(0);
});

test('a name of nobody can be the right one', async () => {
  const [face] = (await call('library.faces', { personId: (await personCalled('s03'))!.id })).faces;
  const { name } = (await call('library.photo', { faceId: face!.id }))!;
  await cp(join(folder, 's03', name), join(folder, 'zoe', name));
  await readCopies();
  expect((await twoNamed()).photos).toMatchObject([
    { faceId: face!.id, own: { name: 's03' }, others: [{ name: 'zoe', personId: null, faceId: null }] },
  ]);
  await call('people.moveFaces', { faceIds: [face!.id], to: { name: 'zoe' }, allowTwice: false });
  expect((await twoNamed()).total).toBe(0);
  expect(await personCalled('zoe')).toMatchObject({ faces: 1 });
});

test('two names of one person are one', async () => {
  const [s02, s03] = (await Promise.all(['s02', 's03'].map(personCalled))).map((one) => one!.id);
  const { faces } = await call('library.faces', { personId: s03! });
  const { name } = (await call('library.photo', { faceId: faces[0]!.id }))!;
  await cp(join(folder, 's03', name), join(folder, 's02', `s03-${name}`));
  await readCopies();
  expect((await twoNamed()).total).toBe(1);
  await call('people.merge', { personIds: [s02!, s03!], into: s03!, allowTwice: false });
  expect((await twoNamed()).total).toBe(0);
});
