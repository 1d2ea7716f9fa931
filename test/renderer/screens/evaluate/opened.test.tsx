/** What figures of an evaluation are made of. */
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { evaluateEn } from '../../../../src-renderer/app/messages/evaluate-en.ts';
import { Calibration } from '../../../../src-renderer/screens/evaluate/Calibration.tsx';
import { OpenBar } from '../../../../src-renderer/screens/evaluate/OpenBar.tsx';
import {
  failedPairs,
  failedSearches,
  openedPoint,
  pointAt,
} from '../../../../src-renderer/screens/evaluate/opened.ts';
import { PairsPanels } from '../../../../src-renderer/screens/evaluate/PairsPanels.tsx';
import type { PairsResult, SearchResult } from '../../../../src-shared/contract/index.ts';
import { madeUpEvaluation } from '../../../helpers/made-up-evaluation.ts';
import { show } from '../../../helpers/show.tsx';

const pair = (a: number, b: number, score: number) => ({ a, b, score });
const samples = {
  same: [[pair(1, 2, 0.1)], [pair(3, 4, 0.6)]],
  different: [[pair(1, 5, 0.2)], [pair(2, 6, 0.7)]],
};
const [plain] = madeUpEvaluation.pairs!.heads;
const head: PairsResult['heads'][number] = {
  ...plain!,
  histogram: { ...plain!.histogram, samples },
  same: [pair(1, 2, 0.1), pair(7, 8, 0.4)],
  different: [pair(2, 6, 0.7), pair(9, 1, 0.9)],
};
type Found = NonNullable<PairsResult['heads'][number]['calibration']>;
const facesOf = (items: readonly { faces: readonly [number, number] }[]) => items.map(({ faces }) => faces);

test('at a threshold pairs of one person below it and of two over it are shown, the worst first and each once', () => {
  const { own, others } = failedPairs(head, 0.5, evaluateEn);
  expect(facesOf(own)).toEqual([
    [1, 2],
    [7, 8],
  ]);
  expect(facesOf(others)).toEqual([
    [9, 1],
    [2, 6],
  ]);
});

test('of searches also those in which somebody else came first', () => {
  const search = {
    ...head,
    failures: [
      { face: 10, found: 11, kind: 'other', score: 0.9 },
      { face: 1, found: 2, kind: 'missed', score: 0.1 },
      { face: 12, found: 11, kind: 'stranger', score: 0.55 },
    ],
  } as unknown as SearchResult['heads'][number];
  const { own, others } = failedSearches(search, 0.6, evaluateEn, (face) => `face ${face}`);
  expect(facesOf(own)).toEqual([
    [10, 11],
    [1, 2],
  ]);
  expect(own[0]!.text).toBe('face 11 came first');
  // The other stranger is below this threshold.
  expect(others.map(({ faces, text }) => [faces, text])).toEqual([[[2, 6], 'a stranger, taken for face 6']]);
});

test('a rate without a threshold cannot be opened', () => {
  const points = [{ rate: 0.1, value: 1, interval: null, threshold: null, failed: null }];
  expect(pointAt({ points }, 0.1)).toBeUndefined();
  expect(openedPoint({ points }, () => true)).toBeUndefined();
  expect(pointAt(head, 0.1)?.threshold).toBe(0.5);
});

test('a bar shows some of its pairs, and one of an older evaluation says why it does not', () => {
  const histogram = { ...head.histogram, same: [1, 1], different: [1, 1], step: 0.5 };
  const [set, choose] = [vi.fn(), vi.fn()];
  const props = { source: 'pairs' as const, faces: new Map(), set, show: choose };
  show(<OpenBar {...props} histogram={{ ...histogram, samples: null }} opened={-1} />);
  screen.getByText(/before charts kept their pairs/);
  expect(screen.queryByRole('slider')).toBeNull();
  show(<OpenBar {...props} {...{ histogram }} opened={1} />);
  expect(screen.getByRole('region', { name: 'Cosine 0.50 to 1.00' }).textContent).toContain(
    'one person: 1; two people: 1',
  );
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  fireEvent.change(screen.getByRole('slider'), { target: { value: '0' } });
  expect(choose).toHaveBeenCalledWith(0);
});

test('where both errors are equal a row opens what goes wrong there, and AUC the pairs furthest out of order', () => {
  const eerAt = { threshold: 0.5, failed: { own: 2, others: 1 } };
  const pairs: PairsResult = {
    ...madeUpEvaluation.pairs!,
    heads: [{ ...head, eerAt }, madeUpEvaluation.pairs!.heads[1]!],
  };
  const set = vi.fn();
  const shown = (open: string, place = 0) => (
    <PairsPanels
      {...{ heads: madeUpEvaluation.heads, pairs, open, set }}
      head={place}
      faces={new Map()}
      curve="roc"
    />
  );
  show(shown(''));
  fireEvent.click(screen.getByRole('button', { name: 'EER' }));
  expect(set).toHaveBeenCalledWith({ open: 'pairs-eer' }, { replace: true });
  fireEvent.click(screen.getByRole('button', { name: 'AUC' }));
  expect(set).toHaveBeenLastCalledWith({ open: 'pairs-auc' }, { replace: true });
  cleanup();
  show(shown('pairs-eer'));
  const eer = screen.getByRole('region', { name: 'pretrained at EER, where both errors are equal' });
  expect(eer.textContent).toContain('2 pairs of one person are rejected, and 1 of two accepted');
  expect(within(eer).getAllByRole('listitem')).toHaveLength(4);
  cleanup();
  show(shown('pairs-auc'));
  const auc = screen.getByRole('region', { name: 'pretrained: pairs furthest out of order' });
  expect(auc.textContent).toContain('in 10 % of all cases');
  expect(
    within(within(auc).getByRole('list', { name: 'Two people, most alike' }))
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent!.match(/0\.\d+/)![0]),
  ).toEqual(['0.90', '0.70']);
  cleanup();
  // An older evaluation does not know where they are equal.
  show(shown('', 1));
  expect(screen.queryByRole('button', { name: 'EER' })).toBeNull();
});

test('a point of the calibration curve opens what it counts, by what came true', () => {
  const bins = [0.1, 0.9].map((probability, i) => ({
    ...{ probability, right: probability, count: 30 },
    samples: { right: [pair(1, 2, 0.6 + i / 10)], wrong: [pair(1, 5, 0.3), pair(2, 5, 0.4)] },
  }));
  const calibration = { ece: { value: 0.02, interval: null }, bins };
  const set = vi.fn();
  const shown = (open: string, found: Found = calibration) => (
    <Calibration source="pairs" calibration={found} faces={new Map()} {...{ open, set }} />
  );
  show(shown(''));
  const slider = screen.getByRole('slider', { name: 'Point whose faces are shown' });
  expect(slider.getAttribute('aria-valuetext')).toBe('Stated 90.0 %, came true 90.0 %');
  fireEvent.change(slider, { target: { value: '0' } });
  expect(set).toHaveBeenCalledWith({ open: 'pairs-stated-0' }, { replace: true });
  cleanup();
  show(shown('pairs-stated-0'));
  const opened = screen.getByRole('region', { name: 'Stated 10.0 %, came true 10.0 %' });
  expect(opened.textContent).toContain('Some of 30 pairs');
  expect(within(opened).getAllByRole('listitem')).toHaveLength(3);
  fireEvent.click(screen.getByText('other language'));
  expect(screen.getByRole('region', { name: '示した確率 10.0 %、実際は 10.0 %' })).toBeTruthy();
  fireEvent.click(screen.getByText('other language'));
  cleanup();
  show(shown('', { ...calibration, bins: bins.map((bin) => ({ ...bin, samples: null })) }));
  expect(screen.getByText(/before charts kept their pairs/)).toBeTruthy();
  expect(screen.queryByRole('slider')).toBeNull();
});
