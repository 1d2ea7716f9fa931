import type { EvaluationResult } from '../../src-shared/contract/index.ts';

const histogram = { from: 0, step: 0.1, same: [1], different: [2], threshold: null, samples: null };
const at = (value: number) => ({ value, interval: [value - 0.01, value + 0.01] as [number, number] });
const head = (value: number) => ({
  ...{
    auc: at(0.9),
    eer: at(0.05),
    eerAt: null,
    histogram,
    accuracy: null,
    calibration: null,
    same: [],
    different: [],
  },
  points: [0.1, 0.01].map((rate) => ({ rate, ...at(value), threshold: 0.5, failed: null })),
});
/** Two heads told apart by pairs, as an evaluation is kept. */
export const madeUpEvaluation: EvaluationResult = {
  settings: { protocol: 'pairs', by: null, unseen: false },
  groups: null,
  heads: [
    { id: 1, name: 'pretrained', hash: 'a', dim: 128, trainedOn: { people: 0, faces: 0 } },
    { id: 2, name: 'cosface-2', hash: 'b', dim: 128, trainedOn: { people: 3, faces: 9 } },
  ],
  ...{ people: 5, faces: 20, seconds: 1, search: null },
  pairs: {
    counts: { people: 5, faces: 11, same: 50, different: 150 },
    templates: null,
    heads: [head(0.91), head(0.95)],
    differences: [
      { auc: at(0), eer: at(0), accuracy: null, points: [0.1, 0.01].map((rate) => ({ rate, ...at(0.04) })) },
    ],
  },
};
