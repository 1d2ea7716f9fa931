/** What figures of an evaluation are made of. */
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { evaluateEn } from '../../../../src-renderer/app/messages/evaluate-en.ts';
import { OpenBar } from '../../../../src-renderer/screens/evaluate/OpenBar.tsx';
import {
  failedPairs,
  failedSearches,
  openedPoint,
  pointAt,
} from '../../../../src-renderer/screens/evaluate/opened.ts';
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
  screen.getByText(/older than the pairs/);
  expect(screen.queryByRole('slider')).toBeNull();
  show(<OpenBar {...props} {...{ histogram }} opened={1} />);
  expect(screen.getByRole('region', { name: 'Cosine 0.50 to 1.00' }).textContent).toContain(
    'one person: 1; two people: 1',
  );
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  fireEvent.change(screen.getByRole('slider'), { target: { value: '0' } });
  expect(choose).toHaveBeenCalledWith(0);
});
