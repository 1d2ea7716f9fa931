import { expect, test } from 'vitest';
import { decodeFaces } from '../../src-shared/story/index.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { openWindow } from '../helpers/window.ts';

const { call, read } = await openWindow();

test("the story has the library's faces as it has those that ship", async () => {
  await read(await someDemoPeople(['s01', 's03'], [1, 2]));
  const { features, labels, people } = decodeFaces((await call('story.faces', undefined))!);
  const named = (await call('people.list', undefined)).filter(({ faces }) => faces > 0);
  expect([...people].sort()).toEqual(named.map(({ name }) => name).sort());
  for (const { name, faces } of named) {
    expect(labels.filter((label) => people[label] === name).length).toBe(faces);
  }
  expect(features.every((feature) => feature.length === 256 && feature.some((value) => value !== 0))).toBe(
    true,
  );
});
