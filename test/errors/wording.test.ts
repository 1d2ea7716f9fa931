import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseInput } from '../../src-shared/contract/index.ts';
import { peopleMethods } from '../../src-shared/contract/people.ts';
import {
  type Failure,
  failureOf,
  failureSchema,
  TammesError,
  toError,
  toFailure,
  wordingOf,
} from '../../src-shared/errors/index.ts';
import { type Problem, problems } from '../../src-shared/errors/problems.ts';

const names = Object.keys(problems) as Problem[];

/** A value of a schema that is easy to find again in a sentence. */
function sampleOf(schema: unknown, name: string): unknown {
  if (schema instanceof z.ZodString) return `«${name}»`;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodArray) return [`«${name} 1»`, `«${name} 2»`];
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodUnion) return sampleOf(schema.options[0], name);
  if (schema instanceof z.ZodNullable) return sampleOf(schema.unwrap(), name);
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries(schema.shape).map(([key, inner]) => [key, sampleOf(inner, key)]),
    );
  }
  return 7;
}

const sample = (problem: Problem): Failure =>
  failureSchema.parse(
    failureOf(problem, sampleOf(problems[problem].parameters, problem) as Failure['parameters']),
  );

describe('each problem', () => {
  test.each(names)('%s has a sentence and a remedy in both languages', (problem) => {
    for (const language of ['en', 'ja'] as const) {
      const { message, remedy } = wordingOf(sample(problem), language);
      for (const text of [message, remedy]) {
        expect(text).not.toBe('');
        expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
      }
    }
  });

  test.each(names.filter((name) => name !== 'earlier-version'))(
    '%s is worded in Japanese in the Japanese window',
    (problem) => {
      const { message, remedy } = wordingOf(sample(problem), 'ja');
      expect(`${message}${remedy}`).toMatch(/[\u3040-\u30ff]/);
    },
  );

  test.each(names)('%s comes back from a process as the same error', (problem) => {
    const failure = failureSchema.parse(JSON.parse(JSON.stringify(sample(problem))));
    const error = toError(failure);
    expect(toFailure(error)).toEqual(failure);
    expect({ message: error.message, remedy: error.remedy }).toEqual(wordingOf(failure, 'en'));
  });
});

test('a parameter that is missing or of another type is refused at a border', () => {
  expect(
    failureSchema.safeParse({ code: 'unknown-id', problem: 'face-unknown', parameters: {} }).success,
  ).toBe(false);
  expect(
    failureSchema.safeParse({ code: 'unknown-id', problem: 'face-unknown', parameters: { faceId: 'x' } })
      .success,
  ).toBe(false);
});

test('a parameter that is missing or of another type does not compile', () => {
  // @ts-expect-error the face is missing
  expect(() => new TammesError('face-unknown', {})).not.toThrow();
  // @ts-expect-error an id is a number
  expect(() => new TammesError('face-unknown', { faceId: 'seven' })).not.toThrow();
  // @ts-expect-error there is no such problem
  expect(() => new TammesError('no-such-problem', {})).toThrow();
});

test('an error that nobody foresaw says that it is a fault of Tammes', () => {
  expect(wordingOf(toFailure(new Error('x is undefined')), 'en').remedy).toContain('fault in Tammes');
  expect(toFailure('thrown text')).toEqual(failureOf('unexpected', { message: 'thrown text' }));
});

describe('a value that a schema refuses', () => {
  const rate = { en: 'Learning rate', ja: '学習率' };
  const schema = z.object({
    optimiser: z
      .object({
        learningRate: z.number().positive().max(10).default(0.1).meta({ titles: rate }),
        momentum: z.number().lt(1).optional(),
      })
      .prefault({}),
    epochs: z.int().optional(),
    kind: z.enum(['a', 'b']).optional(),
    faces: z.array(z.int()).min(1).optional(),
    on: z.boolean().optional(),
    text: z.string().max(3).optional(),
    must: z.string(),
  });
  function sentences(value: object): { en: string; ja: string } {
    try {
      parseInput(schema, { must: 'x', ...value }, 'Options');
    } catch (error) {
      const failure = toFailure(error);
      expect(failure.code).toBe('bad-input');
      return { en: wordingOf(failure, 'en').message, ja: wordingOf(failure, 'ja').message };
    }
    throw new Error('nothing was refused');
  }

  test.each([
    [
      { optimiser: { learningRate: 1000 } },
      'Learning rate must be at most 10.',
      '学習率は 10 以下でなければなりません。',
    ],
    [
      { optimiser: { learningRate: 0 } },
      'Learning rate must be more than 0.',
      '学習率は 0 より大きい数でなければなりません。',
    ],
    [
      { optimiser: { learningRate: 'fast' } },
      'Learning rate must be a number.',
      '学習率は数でなければなりません。',
    ],
    [
      { optimiser: { learningRate: Number.NaN } },
      'Learning rate must be a number.',
      '学習率は数でなければなりません。',
    ],
    [
      { optimiser: { momentum: 1 } },
      'Options: optimiser.momentum must be less than 1.',
      'Options の optimiser.momentum は 1 未満でなければなりません。',
    ],
    [
      { epochs: 1.5 },
      'Options: epochs must be a whole number.',
      'Options の epochs は整数でなければなりません。',
    ],
    [
      { kind: 'c' },
      'Options: kind has a value that is not allowed.',
      'Options の kind に使えない値が指定されています。',
    ],
    [
      { faces: [] },
      'Options: faces must have at least 1 entry.',
      'Options の faces には 1 個以上が必要です。',
    ],
    [
      { text: 'long' },
      'Options: text must have at most 3 characters.',
      'Options の text は 3 文字以内でなければなりません。',
    ],
    [{ must: undefined }, 'Options: must is missing.', 'Options の must がありません。'],
  ])('%j is told by its field and its bound', (value, en, ja) => {
    expect(sentences(value)).toEqual({ en, ja });
  });

  test('a blank name is told as such', () => {
    const { input } = peopleMethods['people.rename'];
    const enrol = () => parseInput(input, { name: '  ', personId: 1 }, 'people.rename');
    expect(enrol).toThrow('Name is blank.');
    expect(enrol).toThrow(expect.objectContaining({ problem: 'text-blank', remedy: 'Fill it in.' }));
  });

  test('whatever is given, the sentence is one of ours', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          parseInput(schema, value, 'Options');
        } catch (error) {
          expect(error).toBeInstanceOf(TammesError);
          expect((error as TammesError).message).not.toMatch(/Too (big|small)|Invalid input/);
        }
      }),
    );
  });
});
