import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import {
  parseTemplatePairs,
  parseTemplates,
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
    expect(parseTemplates('1.jpg 1 69544\r\n2.jpg\t1 69544\n\nvideo/3.png 20 7\n', 'list.txt')).toEqual([
      { name: '1.jpg', template: 1, medium: 69544 },
      { name: '2.jpg', template: 1, medium: 69544 },
      { name: 'video/3.png', template: 20, medium: 7 },
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
  const known = new Set([1, 2, 3]);

  test('has two templates and a label', () => {
    expect(parseTemplatePairs('1 2 1\n3 1 0\n', 'pairs.txt', known)).toEqual({
      a: [1, 3],
      b: [2, 1],
      same: [true, false],
    });
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
  const photo = (template: number, medium: number) => ({ name: '', template, medium });

  test('is the sum of the means of its media, of length one: a long video counts as much as a photo', () => {
    // Computed by hand: the video's mean is (1, 0), the photo is (0, 1).
    const photos = [photo(1, 7), photo(1, 7), photo(1, 7), photo(1, 8)];
    const found = templateEmbeddings(photos, [
      [1, 0],
      [0.5, 0],
      [1.5, 0],
      [0, 1],
    ]).get(1)!;
    expect([...found]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
  });

  test('leaves photos without a face out; without any face there is none', () => {
    const photos = [photo(1, 7), photo(1, 7), photo(2, 7)];
    const found = templateEmbeddings(photos, [[0, 2], null, null]);
    expect([[...found.get(1)!], found.get(2)]).toEqual([[0, 1], null]);
  });

  test('does not depend on the order of the photos', () => {
    const rows = fc.array(
      fc.record({
        photo: fc.record({ name: fc.constant(''), template: fc.nat(2), medium: fc.nat(2) }),
        embedding: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 })),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const of = (some: readonly { photo: ReturnType<typeof photo>; embedding: [number, number] }[]) =>
      templateEmbeddings(
        some.map((one) => one.photo),
        some.map((one) => one.embedding),
      );
    fc.assert(
      fc.property(rows, (some) => {
        const [there, back] = [of(some), of(some.toReversed())];
        for (const [template, embedding] of there)
          for (const [k, value] of embedding!.entries()) expect(back.get(template)![k]).toBeCloseTo(value, 5);
      }),
    );
  });
});
