import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { print, progressLine, reportFailure, table } from '../../src-main/cli/output.ts';
import { failureOf } from '../../src-shared/errors/index.ts';

afterEach(() => vi.restoreAllMocks());

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

/** Turns the text red, renames the window, rings, moves back, and writes from right to left. */
const hostile = 'a\x1b[31m\x1b]0;t\x07\b\x9b\u202eb';
const shown = 'a\\u001b[31m\\u001b]0;t\\u0007\\u0008\\u009b\\u202eb';

const anyName = z.object({ name: z.string() });

test('a terminal shows what it would obey: in tables, results, JSON, errors and progress', () => {
  let written = '';
  const keep = (text: unknown) => {
    written += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  const outputs = [
    () => written + table([['person'], [hostile]]),
    () => print(false, z.null(), null, () => `Removed: ${hostile}`),
    () => print(true, anyName, { name: hostile }, () => ''),
    () => reportFailure(failureOf('file-gone', { path: hostile }), null),
    () => reportFailure(failureOf('unexpected', { message: hostile }), new Error(hostile)),
    () => progressLine('Reading', 2).update(1, hostile),
  ];
  for (const output of outputs) {
    written = '';
    const text = output();
    written += text ?? '';
    // Control characters but the line feed, and the change of direction.
    expect(written.replaceAll('\r', '').replaceAll('\x1b[K', '')).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(written).toMatch(/\\u001b/);
  }
  expect(table([['person'], [hostile]]).split('\n')[2]).toBe(shown);
});

test('a line feed in a cell does not begin another row', () => {
  expect(table([['person'], ['Ada\nEve']]).split('\n')).toHaveLength(3);
});

test('JSON with these characters is read back unchanged', () => {
  let written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  print(true, anyName, { name: hostile }, () => '');
  expect(JSON.parse(written)).toEqual({ name: hostile });
});
