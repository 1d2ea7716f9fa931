/** Accuracy over the folds of a list, on the screen and in what it saves. */
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { en } from '../../../../src-renderer/app/messages/en.ts';
import { PairsPanels } from '../../../../src-renderer/screens/evaluate/PairsPanels.tsx';
import type { KeptEvaluation, PairsResult } from '../../../../src-shared/contract/index.ts';
import { evaluationCsv, evaluationReport } from '../../../../src-shared/evaluation-files/index.ts';
import { madeUpEvaluation } from '../../../helpers/made-up-evaluation.ts';
import { show } from '../../../helpers/show.tsx';

const plain = madeUpEvaluation.pairs!;
const folds = Array.from({ length: 10 }, (_, fold) => ({ fold, threshold: 0.4, right: 18, of: 20 }));
const accuracy = (value: number) => ({
  value,
  interval: [value - 0.02, value + 0.02] as [number, number],
  ...{ standardDeviation: 0.0123, standardError: 0.0039, folds },
});
/** With folds, as a list of pairs has them. */
const listed: PairsResult = {
  ...plain,
  heads: plain.heads.map((head, h) => ({ ...head, accuracy: accuracy(0.9 + 0.05 * h) })),
  differences: plain.differences.map((one) => ({
    ...one,
    accuracy: { value: 0.05, interval: [0.01, 0.09] },
  })),
};
const panels = (pairs: PairsResult) => (
  <PairsPanels
    heads={madeUpEvaluation.heads}
    pairs={pairs}
    curve="roc"
    head={0}
    faces={new Map()}
    open=""
    set={() => {}}
  />
);
const keptOf = (pairs: PairsResult): KeptEvaluation => ({
  ...{ id: 1, name: 'List', at: '2026-12-01T00:00:00Z', people: 5, shown: [], lost: [] },
  settings: { protocol: 'list', list: 'pairs.txt', images: 'lfw', by: null, columns: null },
  heads: [],
  result: { ...madeUpEvaluation, pairs },
});

test('a list with folds has a row with mean, standard deviation, interval and difference, in both languages', () => {
  show(panels(listed));
  const row = () => screen.getByRole('rowheader', { name: /^(Accuracy|正解率)$/ }).closest('tr')!;
  const cells = () => within(row()).getAllByRole('cell');
  expect(cells().map(({ textContent }) => textContent)).toEqual([
    '90.00 ± 1.23 88.00–92.00',
    '95.00 ± 1.23 93.00–97.00',
    expect.stringContaining('5.00'),
  ]);
  expect(screen.getByText(/standard deviation over 10 folds/)).toBeTruthy();
  fireEvent.click(screen.getByText('other language'));
  expect(cells()[0]!.textContent).toContain('90.00 ± 1.23');
  expect(screen.getByText(/10 分割の平均 ± 標準偏差/)).toBeTruthy();
});

test('without folds there is no such row, and no word of it is saved', () => {
  show(panels(plain));
  expect(screen.getByRole('rowheader', { name: 'EER' })).toBeTruthy();
  expect(screen.queryByText('Accuracy')).toBeNull();
  expect(evaluationCsv(keptOf(plain))).not.toContain('accuracy');
  expect(evaluationReport(keptOf(plain), [], en.evaluate, 'en')).not.toContain('Accuracy');
});

test('tables and reports have it', () => {
  const lines = evaluationCsv(keptOf(listed)).split(/\r?\n/);
  expect(lines).toContain('pairs,pretrained,,accuracy,,0.9,0.88,0.92,,5,50,,150,');
  expect(lines).toContain('pairs,pretrained,,accuracy sd over folds,,0.0123,,,,5,50,,150,');
  expect(lines).toContain('pairs,cosface-2,pretrained,accuracy,,0.05,0.01,0.09,,,,,,');
  const report = evaluationReport(keptOf(listed), [], en.evaluate, 'en');
  expect(report).toContain('<th>Accuracy</th><td><b>90.0</b> ± 1.2 88.0–92.0</td>');
  expect(report).toContain('standard deviation over 10 folds');
});
