import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import {
  parseTemplatePairs,
  parseTemplates,
  type TemplateRows,
  templateEmbeddings,
} from '../../src-shared/recognition/templates.ts';

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return toEnglish(toFailure(error)).message;
  }
  return 'nothing was refused';
};

describe('the list of photos', () => {
  test('has name, template and medium, by whatever blanks and ends of lines', () => {
    const text = '1.jpg 1 69544\r\n2.jpg\t1 69544\n\nvideo/3.png 20 7\n1.jpg 20 8';
    const { names, photo, template, medium, numbers } = parseTemplates(text, 'list.txt');
    expect(names).toEqual(['1.jpg', '2.jpg', 'video/3.png']);
    expect([[...photo], [...template]]).toEqual([
      [0, 1, 2, 0],
      [0, 0, 1, 1],
    ]);
    expect([[...medium], [...numbers]]).toEqual([
      [69544, 69544, 7, 8],
      [1, 20],
    ]);
  });

  test.each([
    ['', /list\.txt names no photos/],
    ['1.jpg 1 2\n2.jpg 1', /list\.txt, line 2, is not a photo of a template: "2\.jpg 1"/],
    ['1.jpg 1 2\n\n2.jpg one 3', /line 3/],
    ['../1.jpg 1 2', /line 1/],
    ['a/../../1.jpg 1 2', /line 1/],
    ['/etc/1.jpg 1 2', /line 1/],
    ['C:\\1.jpg 1 2', /line 1/],
  ])('%j is refused', (text, told) => {
    expect(messageOf(() => parseTemplates(text, 'list.txt'))).toMatch(told);
  });
});

describe('the list of pairs', () => {
  const known = [1, 2, 3];

  test('has two templates, by their places, and a label', () => {
    const { a, b, same } = parseTemplatePairs('1 2 1\n\n3 1 0\n', 'pairs.txt', known);
    expect([a, b, same].map((part) => [...part])).toEqual([
      [0, 2],
      [1, 0],
      [1, 0],
    ]);
  });

  test.each([
    ['', /pairs\.txt names no pairs/],
    ['1 2 1\n2 1 1', /pairs of one kind only/],
    ['1 2 1\n1 3', /pairs\.txt, line 2, is not a pair of templates: "1 3"/],
    ['1 2 1\n1 3 2', /line 2/],
    [
      '1 2 1\n1 4 0',
      /pairs\.txt, line 2, compares the template 4, of which the list of templates has no photo/,
    ],
  ])('%j is refused', (text, told) => {
    expect(messageOf(() => parseTemplatePairs(text, 'pairs.txt', known))).toMatch(told);
  });
});

describe('what stands for a template', () => {
  /** A photo a row, with its template and medium. */
  type Row = readonly [template: number, medium: number];
  const rowsOf = (rows: readonly Row[]): TemplateRows => {
    const numbers = [...new Set(rows.map(([template]) => template))];
    return {
      photo: Uint32Array.from(rows.keys()),
      template: Uint32Array.from(rows, ([template]) => numbers.indexOf(template)),
      medium: Float64Array.from(rows, ([, medium]) => medium),
      numbers: Float64Array.from(numbers),
    };
  };

  test('is the sum of the means of its media, of length one: a long video counts as much as a photo', () => {
    // Computed by hand: the video's mean is (1, 0), the photo is (0, 1).
    const rows = rowsOf([
      [1, 7],
      [1, 7],
      [1, 7],
      [1, 8],
    ]);
    const [found] = templateEmbeddings(rows, [
      [1, 0],
      [0.5, 0],
      [1.5, 0],
      [0, 1],
    ]);
    expect([...found!]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
  });

  test('leaves photos without a face out; without any face there is none', () => {
    const rows = rowsOf([
      [1, 7],
      [1, 7],
      [2, 7],
    ]);
    const [first, second] = templateEmbeddings(rows, [[0, 2], null, null]);
    expect([[...first!], second]).toEqual([[0, 1], null]);
  });

  test('does not depend on the order of the photos', () => {
    const rows = fc.array(
      fc.record({
        row: fc.tuple(fc.nat(2), fc.nat(2)),
        embedding: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 })),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const of = (some: readonly { row: Row; embedding: [number, number] }[]) => {
      const described = rowsOf(some.map((one) => one.row));
      const found = templateEmbeddings(
        described,
        some.map((one) => one.embedding),
      );
      return new Map(found.map((embedding, place) => [described.numbers[place]!, embedding!]));
    };
    fc.assert(
      fc.property(rows, (some) => {
        const [there, back] = [of(some), of(some.toReversed())];
        for (const [template, embedding] of there)
          for (const [k, value] of embedding.entries()) expect(back.get(template)![k]).toBeCloseTo(value, 5);
      }),
    );
  });
});
