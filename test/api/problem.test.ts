import { expect, test } from 'vitest';
import { languageOf, problemOf, problemSchema } from '../../src-main/api/problem.ts';
import { failureOf, toFailure } from '../../src-shared/errors/index.ts';

test('a failure becomes a problem with its remedy, in both languages', () => {
  const failure = failureOf('person-gone', { personId: 7 });
  expect(problemOf(failure, 'en')).toEqual({
    type: 'urn:tammes:problem:person-gone',
    title: 'Not there',
    status: 404,
    detail: expect.stringContaining('7'),
    remedy: expect.stringMatching(/\.$/),
    code: 'unknown-id',
  });
  const japanese = problemOf(failure, 'ja');
  expect(`${japanese.title}${japanese.detail}${japanese.remedy}`).toMatch(/[\u3040-\u30ff]/);
  expect(japanese).toMatchObject({ status: 404, code: 'unknown-id' });
});

test('what went wrong inside is not told', () => {
  const problem = problemOf(toFailure(new Error('/home/ada/secret is undefined')), 'en');
  expect(problem).toMatchObject({ status: 500, code: 'internal', detail: 'Fault in Tammes' });
  expect(JSON.stringify(problem)).not.toContain('ada');
  expect(problemSchema.parse(problem)).toEqual(problem);
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['ja', 'ja'],
  ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
  ['en-GB,ja;q=0.9', 'en'],
  ['ja;q=0.3, en;q=0.7', 'en'],
  ['de, fr;q=0.9', 'en'],
  ['de, ja;q=0.1', 'ja'],
  ['ja;q=0', 'en'],
  ['ja;q=x, ;;,q=', 'en'],
])('who asks for %j is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
