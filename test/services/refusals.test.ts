/** “Not this person” in a library, from the correction to the head and its repetition. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { facesTrainedOn } from '../../src-main/gallery/trained-on.ts';
import { undoChange } from '../../src-main/services/journal.ts';
import { repeatRun } from '../../src-main/services/repeat-run.ts';
import { facesToTrain, trainingOutlook } from '../../src-main/services/run-faces.ts';
import { startRun } from '../../src-main/services/run-training.ts';
import { rejectPerson } from '../../src-main/store/corrections.ts';
import { change } from '../../src-main/store/journal.ts';
import { readProvenance } from '../../src-main/store/provenance.ts';
import { readRunFaces, readRunRefusals } from '../../src-main/store/run-files.ts';
import { headData } from '../../src-main/store/runs.ts';
import type { Store } from '../../src-main/store/store.ts';
import { type TrainEvent, trainSpec } from '../../src-shared/contract/index.ts';
import { decodeHead } from '../../src-shared/training/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let store: Store;
beforeEach(async () => {
  store = await madeUpLibrary(await temporaryFolder(), 6, 4);
});
afterEach(() => store.close());

const everybody = { limits: null, without: null };

/** Says of some of the first person's faces that they do not show her, and gives them no name. */
function refuse(count: number): number[] {
  const all = facesToTrain(store, everybody);
  const { personId } = all[0]!;
  const faceIds = all.filter((face) => face.personId === personId).map(({ faceId }) => faceId);
  const some = faceIds.slice(0, count);
  change(
    store.db,
    () => rejectPerson(store.db, some, personId),
    () => ({ action: 'reject-person', parameters: { name: all[0]!.name, faces: count } }),
  );
  return some;
}

test('faces that are not somebody are trained on as hard pairs, written down, and repeated bit for bit', {
  timeout: 180_000,
}, async () => {
  const spec = trainSpec.parse({ loss: 'cosface', backend: 'wasm', epochs: 2, refusals: 1 });
  const events: TrainEvent[] = [];
  const options = {
    signal: new AbortController().signal,
    onEvent: (event: TrainEvent) => events.push(event),
  };
  expect(trainingOutlook(store, everybody)).toMatchObject({ photos: 24, refusals: 0 });
  const refused = refuse(1);
  expect(trainingOutlook(store, everybody)).toMatchObject({ photos: 23, refusals: 1 });

  const { id, headId } = await startRun(store, spec, options);
  expect(events.find(({ type }) => type === 'started')).toMatchObject({ refusals: 1 });
  expect(await readRunRefusals(store, id)).toEqual([
    expect.objectContaining({ faceId: refused[0], person: 0 }),
  ]);
  expect((await readRunFaces(store, id)).map(({ faceId }) => faceId)).not.toContain(refused[0]);
  expect(decodeHead(headData(store.db, headId!), 'head').people).toHaveLength(6);
  expect(await facesTrainedOn(store, headId!)).toContain(refused[0]);

  const plain = await startRun(store, { ...spec, refusals: 0 }, options);
  expect(await readRunRefusals(store, plain.id)).toEqual([]);
  const dataOf = async (run: number) => (await readProvenance(store, run))[0]!.data;
  expect(await dataOf(plain.id)).not.toBe(await dataOf(id));
  expect(headData(store.db, plain.headId!)).not.toEqual(headData(store.db, headId!));

  // As when the run was started, whatever was said since.
  undoChange(store);
  expect(await repeatRun(store, id, options)).toMatchObject({ same: true, differences: [] });
});
