import { expect, test } from 'vitest';
import { table } from '../../src-main/cli/output.ts';

test('columns stay aligned beside Japanese names, whose letters are two places wide', () => {
  const lines = table([
    ['person', 'faces'],
    ['夏目漱石', 12],
    ['Ada', 3],
    ['José', 4],
  ]).split('\n');
  expect(lines).toEqual(['person    faces', '────────  ─────', '夏目漱石  12', 'Ada       3', 'José      4']);
});

test('a cell without text leaves no blanks at the end of a line', () => {
  expect(
    table([
      ['person', 'head'],
      ['Ada', ''],
    ]).split('\n')[2],
  ).toBe('Ada');
});
