/** Two evaluations side by side. */
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ComparePanel } from '../../../../src-renderer/screens/evaluate/ComparePanel.tsx';
import {
  type EvaluateState,
  evaluateParts,
} from '../../../../src-renderer/screens/evaluate/evaluate-address.ts';
import type { EvaluationComparison, KeptEvaluation } from '../../../../src-shared/contract/index.ts';
import { madeUpEvaluation } from '../../../helpers/made-up-evaluation.ts';
import { show } from '../../../helpers/show.tsx';

const at = (value: number) => ({ value, interval: [value - 0.02, value + 0.02] as [number, number] });
const comparison: EvaluationComparison = {
  first: { id: 1, name: 'Before' },
  second: { id: 2, name: 'After' },
  heads: [
    {
      ...{ head: 'cosface-2', to: 'pretrained', search: null },
      pairs: [
        { figure: 'auc', at: null, first: at(0.9), second: at(0.9), difference: at(0) },
        {
          figure: 'accuracy',
          at: null,
          first: { ...at(0.9), standardDeviation: 0.0123 },
          second: { ...at(0.95), standardDeviation: 0.01 },
          difference: at(0.05),
        },
      ],
    },
  ],
};
vi.mock('../../../../src-renderer/app/bridge.ts', () => ({
  bridge: { call: async () => comparison, on: () => () => {} },
}));
// The document of tests does not scroll.
Element.prototype.scrollIntoView = () => {};

test('the accuracy over folds is compared as the mean, how folds scatter, and the paired difference', async () => {
  const common = {
    ...{ at: '2026-12-01T00:00:00Z', people: 5 },
    settings: { protocol: 'list' as const, list: 'pairs.txt', images: 'lfw', by: null, columns: null },
  };
  const kept: KeptEvaluation = {
    ...common,
    ...{ id: 2, name: 'After', heads: [{ name: 'cosface-2', at1: null }], shown: [], lost: [] },
    result: madeUpEvaluation,
  };
  const other = { ...common, id: 1, name: 'Before', heads: [{ name: 'pretrained', at1: null }] };
  const usual = Object.fromEntries(
    Object.entries(evaluateParts).map(([key, part]) => [key, part.read(null)]),
  ) as unknown as EvaluateState;
  show(<ComparePanel {...{ kept }} others={[other]} state={{ ...usual, with: 1 }} set={() => {}} />);
  const heading = await screen.findByRole('rowheader', { name: 'Accuracy ± sd over folds' });
  const cells = within(heading.closest('tr')!).getAllByRole('cell');
  expect(cells.map(({ textContent }) => textContent)).toEqual([
    '95.00 ± 1.00 93.00–97.00',
    '90.00 ± 1.23 88.00–92.00',
    '+5.00 +3.00 … +7.00',
  ]);
});
