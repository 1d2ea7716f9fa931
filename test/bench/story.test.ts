import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { figures } from '../../src-shared/story/index.ts';
import { withBlock } from './document.ts';
import { readResults } from './results.ts';
import { storyText } from './story/document.ts';
import { storyResult } from './story/result.ts';

const results = await readResults('story', storyResult);

test('docs/STORY.md shows the measured claims; `npm run bench -- table` writes them', async () => {
  const text = await readFile(new URL('../../docs/STORY.md', import.meta.url), 'utf8');
  expect(withBlock(text, 'story', storyText(results))).toBe(text);
});

test('every figure was checked on ten seeds', () => {
  expect(results.flatMap((result) => result.figures.map(({ figure }) => figure))).toEqual(
    figures.map(({ number }) => number),
  );
  for (const { seeds } of results[0]!.figures) expect(seeds).toHaveLength(10);
});
