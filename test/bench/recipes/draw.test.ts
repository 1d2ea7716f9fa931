import { expect, test } from 'vitest';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import { numberPeople, train, withRecipe } from '../../../src-shared/training/index.ts';
import { openBackend } from '../../backends.ts';
import { syntheticData } from '../../helpers/synthetic-data.ts';
import { drawOf } from './draw.ts';

test('a draw is judged as a run is', async () => {
  const backend = await openBackend('wasm');
  const { features, labels, people, pretrained } = syntheticData(12, 5);
  const names = labels.map((label) => people[label]!);
  const spec = trainSpec.parse({ ...withRecipe({ loss: 'cosface' }), epochs: 2, batchSize: 16 });
  const set = { name: 'synthetic', people: names, features: [...features] };
  const deal = { enrolled: [0, 12], probes: [24, 36], strangers: [2, 3] };
  const draw = await drawOf(backend, spec, { train: set, judged: set, deals: [deal] }, pretrained);
  const data = { ...numberPeople(names), features, photos: [...features.keys()], pretrained };
  for await (const event of train(backend.tf, spec, data, { clock: () => 0, compile: backend.compile })) {
    if (event.type === 'finished') expect(draw.verdictAt(null)).toEqual(event.verdict);
  }
  for (const { head, base } of draw.testAt(0)) expect(head).toEqual(base);
  expect.assertions(2);
});
