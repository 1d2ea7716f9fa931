import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePairs } from '../../src-shared/recognition/index.ts';

const short = '2\t1\nAda\t1\t4\nAda\t1\tBob\t2\nEve\t10\t2\nBob\t2\tEve\t3\n';
const parsed = [
  { photos: [photo('Ada', 1), photo('Ada', 4)], same: true, fold: 0 },
  { photos: [photo('Ada', 1), photo('Bob', 2)], same: false, fold: 0 },
  { photos: [photo('Eve', 10), photo('Eve', 2)], same: true, fold: 1 },
  { photos: [photo('Bob', 2), photo('Eve', 3)], same: false, fold: 1 },
];

function photo(person: string, number: number) {
  return { person, number };
}

describe('a list of pairs', () => {
  test.each([
    ['with tabs', short],
    ['with spaces', short.replaceAll('\t', ' ')],
    [
      'with the ends of lines of Windows, blank lines and a byte order mark',
      `\uFEFF${short.replaceAll('\n', '\r\n\r\n')}`,
    ],
    ['as CSV with a heading', 'name,imagenum1,imagenum2,,\nAda,1,4,\nAda,1,Bob,2\nEve,10,2,\nBob,2,Eve,3\n'],
    ['as CSV with leading zeros and quotes', '"Ada",0001,0004\n"Ada",1,"Bob",2\nEve,10,2\nBob,2,Eve,3'],
    ['with the person written twice', short.replace('Ada\t1\t4', 'Ada\t1\tAda\t4')],
  ])('is read %s', (_, text) => {
    expect(parsePairs(text, 'pairs')).toEqual(parsed);
  });

  test('names with spaces and in any script are read if tabs separate them', () => {
    const [pair] = parsePairs('1\n山田 花子\t1\t2\n山田 花子\t1\tJose\u0301\t2\n', 'pairs.txt');
    expect(pair!.photos[0]).toEqual(photo('山田 花子', 1));
  });

  test.each([
    ['', 'pairs.txt is empty'],
    [
      'AJ_Cook_0001.jpg 1\nAJ_Cook_0002.jpg 1\nAda_1.jpg 0\nEve_1.jpg 0\n',
      'as the lists of CALFW and CPLFW do',
    ],
    ['10\t300\n', 'names no pairs'],
    ['Ada 1 2\nBob 1 2\n', 'pairs of one kind only'],
    ['1 2 3\nAda 1 2\n', 'line 1, should say how many folds'],
    ['0 300\nAda 1 2\n', 'line 1, should say'],
    ['1 1\nAda 1 2\nAda 1 Bob\n', 'line 3, is not a pair: "Ada 1 Bob"'],
    ['1 2\nAda 1 2\nAda 1 Bob 2\n', 'announces 1 × 2 × 2 = 4 pairs and has 2'],
    ['1 1\nAda 1 2\nAda 1 3\n', 'fold 1 has 2 pairs of the same person rather than 1'],
    ['heading\nanother\n', 'line 2, is not a pair'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parsePairs(text, 'pairs.txt')).toThrow(message);
  });

  test('without folds is dealt into ten that share both kinds evenly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 90 }), (each) => {
        const lines = [
          ...Array.from({ length: each }, (_, i) => `P${i} 1 2`),
          ...Array.from({ length: each }, (_, i) => `P${i} 1 Q${i} 2`),
        ];
        for (const text of [lines.join('\n'), `${each}\n${lines.join('\n')}`]) {
          const folds = Map.groupBy(parsePairs(text, 'pairs'), ({ fold }) => fold);
          expect([...folds.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
          for (const pairs of folds.values()) {
            const same = pairs.filter((pair) => pair.same).length;
            expect(Math.abs(2 * same - pairs.length)).toBe(0);
            expect(Math.abs(same - each / 10)).toBeLessThan(1);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('anything else is a pair list or refused with the name of the file', () => {
    const field = fc.constantFrom('Ada', 'Bob', '1', '2', '10', '', '"', '-1', '1.5');
    const text = fc
      .array(fc.array(field, { maxLength: 5 }), { maxLength: 6 })
      .map((lines) => lines.map((fields) => fields.join('\t')).join('\n'));
    fc.assert(
      fc.property(text, (list) => {
        try {
          for (const { photos } of parsePairs(list, 'my pairs')) expect(photos).toHaveLength(2);
        } catch (error) {
          expect(String(error)).toContain('my pairs');
        }
      }),
    );
  });
});
