import { expect, test } from 'vitest';
import { merge, rename } from '../../src-main/services/people.ts';
import { createRun } from '../../src-main/services/run-training.ts';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { readRunFaces } from '../../src-main/store/run-files.ts';
import { samplesOfRun } from '../../src-main/store/run-samples.ts';
import { openStore } from '../../src-main/store/store.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { madeUpLibrary } from '../helpers/made-up-library.ts';

test('the split of a run does not depend on who has been renamed or merged since', async () => {
  const store = openStore(await madeUpLibrary(3, 2));
  const runId = await createRun(store, trainSpec.parse({ loss: 'softmax' }));
  const recorded = await readRunFaces(store, runId);
  const before = samplesOfRun(store.db, recorded)!;
  expect(before.labels).toEqual([0, 0, 1, 1, 2, 2]);
  const [first, second, third] = [...new Set(labelledFaces(store.db).map(({ personId }) => personId))];
  rename(store, first!, 'zoë');
  merge(store, [second!], third!, { allowTwice: false });
  expect(samplesOfRun(store.db, recorded)).toEqual(before);
  // A run of an older version can only go by names.
  const older = recorded.map((face) => ({ ...face, label: null }));
  expect(samplesOfRun(store.db, older)!.labels).toEqual([1, 1, 0, 0, 0, 0]);
  store.close();
});
