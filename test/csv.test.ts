import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from '../src-shared/csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=cmd|" /C calc"!A0'])(
  'text that begins as a formula does is no formula: %j',
  (text) => {
    expect(parse(toCsv([[text]]), { relax_quotes: false })).toEqual([[`'${text}`]]);
  },
);

test('numbers stay numbers, below zero, too, and what is not known is empty', () => {
  expect(toCsv([[-0.5, null, 'a,b', 'say "a"', 'two\nlines']])).toBe(
    '-0.5,,"a,b","say ""a""","two\nlines"\r\n',
  );
});

test('every other text is read back as it was', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => !/^[=+\-@\t\r]/.test(one));
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      expect(parse(toCsv(rows), { record_delimiter: '\r\n' })).toEqual(rows);
    }),
  );
});
