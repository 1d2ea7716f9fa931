/** Tags that people give faces and other people, and training without those who have one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { facesHandlers } from '../../src-main/services/faces.ts';
import { groupingsOf } from '../../src-main/services/groups-of-faces.ts';
import { redoChange, undoChange } from '../../src-main/services/journal.ts';
import { personCalled } from '../../src-main/services/people.ts';
import { repeatRun } from '../../src-main/services/repeat-run.ts';
import { facesToTrain, trainingOutlook } from '../../src-main/services/run-faces.ts';
import { startRun } from '../../src-main/services/run-training.ts';
import { facesWithTag, listTags, setTag, tagsHandlers } from '../../src-main/services/tags.ts';
import { readRunFaces } from '../../src-main/store/run-files.ts';
import { findRun } from '../../src-main/store/runs.ts';
import type { Store } from '../../src-main/store/store.ts';
import { setTags } from '../../src-main/store/tags.ts';
import { faceFilter, trainSpec } from '../../src-shared/contract/index.ts';
import { journalText } from '../../src-shared/journal-words.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let store: Store;
let faceIds: number[];

beforeEach(async () => {
  store = await madeUpLibrary(await temporaryFolder(), 6, 4);
  faceIds = facesToTrain(store, { limits: null, without: null }).map(({ faceId }) => faceId);
});
afterEach(() => store.close());

const doubtful = { name: 'doubtful', value: null };
const tagged = () => [...facesWithTag(store.db, doubtful)].sort((a, b) => a - b);

describe('a tag', () => {
  test('is of faces alone, is counted, groups faces, and is undone and done again', () => {
    const three = faceIds.slice(0, 3);
    const answer = setTag(store, { of: { faceIds: three }, name: 'doubtful', value: 'yes' });
    expect(answer).toEqual({ entryId: expect.any(Number), unnamed: 0 });
    expect(tagged()).toEqual(three);
    expect(listTags(store.db)).toEqual([{ name: 'doubtful', values: [{ value: 'yes', faces: 3 }] }]);
    expect(groupingsOf(store.db)).toContainEqual({ by: 'doubtful', groups: 1, faces: 3 });
    expect(journalText(undoChange(store)).en).toBe('Tagged 3 faces doubtful: yes');
    expect(tagged()).toEqual([]);
    redoChange(store);
    expect(tagged()).toEqual(three);
    setTag(store, { of: { faceIds: three.slice(1) }, name: 'doubtful', value: '' });
    expect(tagged()).toEqual(three.slice(0, 1));
  });

  test('of people is of all their faces, and that of a face alone counts more', () => {
    const personIds = [personCalled(store, 'person 1'), personCalled(store, 'person 2')];
    setTag(store, { of: { personIds }, name: 'glasses', value: 'no' });
    expect(listTags(store.db)[0]!.values).toEqual([{ value: 'no', faces: 8 }]);
    const [one] = facesWithTag(store.db, { name: 'glasses', value: 'no' });
    setTag(store, { of: { faceIds: [one!] }, name: 'glasses', value: 'yes' });
    expect(listTags(store.db)[0]!.values).toEqual([
      { value: 'no', faces: 7 },
      { value: 'yes', faces: 1 },
    ]);
  });

  test('is told of a face as it counts, and of a person as it is said of all photos', async () => {
    const tagsOf = tagsHandlers(store)['library.tagsOf'];
    const personId = personCalled(store, 'person 1');
    setTag(store, { of: { personIds: [personId] }, name: 'glasses', value: 'no' });
    const [faceId, other] = [...facesWithTag(store.db, { name: 'glasses', value: null })];
    const { photo_id } = store.db.prepare('SELECT photo_id FROM faces WHERE id = ?').get(faceId!)!;
    setTags(store.db, [{ name: 'camera', value: 'old', photoId: Number(photo_id), personId: null }]);
    setTag(store, { of: { faceIds: [faceId!] }, name: 'glasses', value: 'yes' });
    expect(await tagsOf({ faceId: faceId! })).toEqual([
      { name: 'camera', value: 'old', of: 'photo' },
      { name: 'glasses', value: 'yes', of: 'face' },
    ]);
    expect(await tagsOf({ faceId: other! })).toEqual([{ name: 'glasses', value: 'no', of: 'person' }]);
    expect(await tagsOf({ personId })).toEqual([{ name: 'glasses', value: 'no', of: 'person' }]);
  });

  test('that changes nothing leaves no entry; faces without a name get none, and are counted', () => {
    store.db.prepare('DELETE FROM labels WHERE face_id = ?').run(faceIds[0]!);
    const of = { faceIds: faceIds.slice(0, 2) };
    expect(setTag(store, { of, name: 'doubtful', value: 'yes' })).toMatchObject({ unnamed: 1 });
    expect(setTag(store, { of, name: 'doubtful', value: 'yes' }).entryId).toBeNull();
    const nobody = { faceIds: faceIds.slice(0, 1) };
    expect(() => setTag(store, { of: nobody, name: 'doubtful', value: 'yes' })).toThrow(/has a name/);
    expect(() => setTag(store, { of, name: 'quality', value: 'low' })).toThrow(/grouped by quality already/);
  });

  test('is a filter of the library', async () => {
    setTag(store, { of: { faceIds: faceIds.slice(0, 3) }, name: 'doubtful', value: 'yes' });
    const ask = (name: string, value: string | null) =>
      facesHandlers(store)['library.faceIds']({
        ...faceFilter.parse({ tag: { name, value } }),
        sort: 'added',
        descending: false,
        group: null,
      });
    expect(await ask('doubtful', 'yes')).toEqual(faceIds.slice(0, 3).sort((a, b) => a - b));
    expect(await ask('doubtful', 'no')).toEqual([]);
    expect(await ask('other', null)).toEqual([]);
  });
});

describe('training without a tag', { timeout: 180_000 }, () => {
  test('leaves its faces out, says so before, and is repeated bit for bit when the tag is gone', async () => {
    setTag(store, { of: { faceIds: faceIds.slice(0, 2) }, name: 'doubtful', value: 'yes' });
    const spec = trainSpec.parse({ loss: 'cosface', backend: 'wasm', epochs: 2, without: doubtful });
    expect(trainingOutlook(store, spec)).toMatchObject({ photos: 22, withoutTag: 2 });
    const options = { signal: new AbortController().signal, onEvent: () => {} };
    const { id } = await startRun(store, spec, options);
    expect(findRun(store.db, id).spec.without).toEqual(doubtful);
    expect((await readRunFaces(store, id)).map(({ faceId }) => faceId)).toEqual(faceIds.slice(2));
    undoChange(store);
    expect(await repeatRun(store, id, options)).toMatchObject({ same: true, differences: [] });
    await expect(startRun(store, spec, options)).rejects.toMatchObject({ problem: 'tag-unknown' });
  });

  test('names what there is when nobody has the tag, or the value', () => {
    setTag(store, { of: { faceIds: faceIds.slice(0, 2) }, name: 'doubtful', value: 'yes' });
    const choose = (name: string, value: string | null) => () =>
      trainingOutlook(store, { limits: null, without: { name, value } });
    expect(choose('blurred', null)).toThrow(/no .*blurred|has the tag blurred/);
    expect(choose('doubtful', 'no')).toThrow(/has the tag doubtful=no/);
  });
});
