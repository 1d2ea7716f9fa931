import { expect, test } from 'vitest';
import { refuseOthers } from './refuse.ts';

const folds = [
  { fold: 0, right: 9, of: 10 },
  { fold: 1, right: 8, of: 10 },
];
const own = { name: 'ours', largest: null, folds };
const near = { name: 'near', largest: 2e-7, folds };

test('embeddings and folds as ours are let through', () => {
  expect(() => refuseOthers([own, near])).not.toThrow();
});

test.each([
  ['far away', [own, near, { ...near, largest: 2e-5 }]],
  ['no number', [own, { ...near, largest: Number.NaN }]],
  ['not compared', [own, { ...near, largest: null }]],
  [
    'judged otherwise, with the same sum',
    [
      own,
      {
        ...near,
        folds: [
          { ...folds[0]!, right: 8 },
          { ...folds[1]!, right: 9 },
        ],
      },
    ],
  ],
  ['alone', [own]],
  [
    'without folds',
    [
      { ...own, folds: [] },
      { ...near, folds: [] },
    ],
  ],
])('%s is refused', (_, contestants) => {
  expect(() => refuseOthers(contestants)).toThrow();
});
