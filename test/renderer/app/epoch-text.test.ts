import { expect, test } from 'vitest';
import { epochText, shareOf } from '../../../src-renderer/app/epoch-text.ts';
import { en } from '../../../src-renderer/app/messages/en.ts';
import { ja } from '../../../src-renderer/app/messages/ja.ts';

test('epochs are counted within a fold, as the form and the charts count them, and the share through all', () => {
  const first = { epoch: 5, epochs: 100, fold: 0 };
  expect(epochText(first, 20, en.train)).toBe('fold 1 of 4, epoch 5 of 20');
  expect(epochText(first, 20, ja.train)).toBe('分割 1 / 4、エポック 5 / 20');
  expect(epochText({ epoch: 80, epochs: 100, fold: 3 }, 20, en.train)).toBe('fold 4 of 4, epoch 20 of 20');
  const last = { epoch: 81, epochs: 100, fold: null };
  expect(epochText(last, 20, en.train)).toBe('everybody, epoch 1 of 20');
  expect(epochText(last, 20, ja.train)).toBe('全員、エポック 1 / 20');
  // The folds have shown that fewer epochs are best.
  expect(epochText({ epoch: 81, epochs: 87, fold: null }, 20, en.train)).toBe('everybody, epoch 1 of 7');
  expect(shareOf(last)).toBeCloseTo(0.81);
});

test('without folds, and before the first epoch, there is nothing to tell them apart', () => {
  expect(epochText({ epoch: 7, epochs: 20, fold: null }, 20, en.train)).toBe('epoch 7 of 20');
  expect(epochText(null, 20, en.train)).toBe('epoch 0 of 20');
  expect(shareOf(null)).toBe(0);
});
