import { describe, expect, test } from 'vitest';
import { likelihoodOf, percentOf } from '../../../../src-renderer/screens/review/likelihood.ts';
import {
  afterDecision,
  broughtBack,
  type Decided,
  placeOf,
} from '../../../../src-renderer/screens/review/queue.ts';

describe('what waits for review', () => {
  test('is the one that the address names, else the one that took the place of what has gone', () => {
    expect(placeOf(['a', 'b', 'c'], 'b', 0)).toBe(1);
    expect(placeOf(['a', 'c'], 'b', 1)).toBe(1);
    expect(placeOf(['a'], 'b', 5)).toBe(0);
    expect(placeOf([], 'b', 0)).toBe(-1);
  });

  test('goes on with the next after a decision, and at the end with the one before', () => {
    expect(afterDecision(['a', 'b', 'c'], 'b')).toBe('c');
    expect(afterDecision(['a', 'b', 'c'], 'c')).toBe('b');
    expect(afterDecision(['a'], 'a')).toBe('');
  });

  test('shows again what an undo has brought back, and only that', () => {
    const decided: Decided = new Map([['b', false]]);
    // The answer is one from before the decision.
    expect(broughtBack(decided, ['a', 'b'], new Set(['b']))).toBeNull();
    expect(broughtBack(decided, ['a'], new Set())).toBeNull();
    expect(broughtBack(decided, ['a', 'b'], new Set())).toBe('b');
    expect(broughtBack(decided, ['a', 'b'], new Set())).toBeNull();
  });

  test('does not go back to a group of which only some faces were named', () => {
    const decided: Decided = new Map([['b', false]]);
    expect(broughtBack(decided, ['a', 'b'], new Set())).toBeNull();
    expect(decided.size).toBe(0);
  });
});

describe('how likely a suggestion is', () => {
  test('has a word by its probability, or without one by whether it is sure', () => {
    expect([0.995, 0.95, 0.7, 0.3].map((p) => likelihoodOf(p))).toEqual([
      'almostSure',
      'veryLikely',
      'likely',
      'maybe',
    ]);
    expect([likelihoodOf(null, true), likelihoodOf(null)]).toEqual(['veryLikely', 'maybe']);
  });

  test('is never quite sure in percent', () => {
    expect([1, 0.914, 0, null].map(percentOf)).toEqual(['99 %', '91 %', '1 %', '']);
  });
});
