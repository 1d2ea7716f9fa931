import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses, resolveParameters } from '../../src-shared/losses/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  expectedShare,
  recipeNames,
  recipeOf,
  type TrainData,
  train,
  withRecipe,
} from '../../src-shared/training/index.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('wasm');

describe('a recipe', () => {
  test.each(recipeNames)('%s makes a spec that the contract and the loss take', (name) => {
    for (const loss of losses) {
      const spec = trainSpec.parse(withRecipe({ loss: loss.id }, name));
      expect(resolveParameters(loss, spec.parameters)).toMatchObject(
        recipeOf(loss.id, name).parameters ?? {},
      );
    }
  });

  test('gives way to what is given, setting by setting', () => {
    const given = { loss: 'magface', parameters: { scale: 30 }, epochs: 5, head: { dim: 64 } };
    expect(withRecipe(given)).toEqual({
      ...recipeOf('magface'),
      ...given,
      parameters: { ...recipeOf('magface').parameters, scale: 30 },
    });
    const asked = { loss: 'arcface', optimiser: { learningRate: 0.5, kind: undefined } };
    expect(withRecipe(asked, 'paper')).toMatchObject({ optimiser: { learningRate: 0.5, kind: 'sgd' } });
    expect(withRecipe({ loss: 'arcfase', epochs: undefined })).toEqual({
      loss: 'arcfase',
      epochs: undefined,
    });
  });
});

test('the more people, the more of the way is expected, never all of it, and nothing of a loss that did not gain', () => {
  const shares = [2, 20, 60, 400, 1000, 100_000].map((people) =>
    expectedShare('arcface', { people, photos: 1000 }),
  );
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares[2]).toBeLessThan(0.1);
  expect(shares.at(-1)).toBeLessThan(1);
  expect(expectedShare('p2sgrad', { people: 1000, photos: 3000 })).toBe(0);
  expect(expectedShare('arcface', { people: 400, photos: 800 })).toBe(0);
});

/** Five photos of each person around a direction of their own. */
function clusters(people: number): TrainData {
  const noise = randomFrom(5);
  const labels = Array.from({ length: 5 * people }, (_, i) => i % people);
  return {
    features: labels.map((label) => {
      const centre = randomFrom(5, 1 + label);
      return Float32Array.from({ length: 256 }, () => 1 + centre.normal() + 1.5 * noise.normal());
    }),
    labels,
    photos: labels.map((_, i) => i),
    people: Array.from({ length: people }, (_, i) => `person ${i}`),
    pretrained: Float32Array.from({ length: 256 * 128 }, () => 0.05 * noise.normal()),
  };
}

describe('ArcFace and CosFace do not diverge', () => {
  // As many steps at the full rate as a small folder has, or more.
  test.each([
    { people: 10, epochs: 30 },
    { people: 100, epochs: 30 },
    { people: 1000, epochs: 8 },
  ])('on $people people', async ({ people, epochs }) => {
    const data = clusters(people);
    for (const loss of ['arcface', 'cosface']) {
      const spec = trainSpec.parse(withRecipe({ loss, epochs, strangers: 0 }));
      const measured = [];
      for await (const event of train(tf, spec, data, { clock: () => 0 })) {
        if (event.type === 'epoch') measured.push(event.metrics);
      }
      const [first, last] = [measured[0]!, measured.at(-1)!];
      expect(last.loss).toBeLessThan(first.loss);
      expect(last.ownAngle).toBeLessThan(last.nearestOtherAngle);
      const { correct, total } = last.validation!;
      expect(total).toBe(people);
      expect(correct / total).toBeGreaterThan(0.9);
    }
  });
});
