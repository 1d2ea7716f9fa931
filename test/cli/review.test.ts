import { expect, test } from 'vitest';
import { ensurePretrained } from '../../src-main/services/heads.ts';
import { openStore } from '../../src-main/store/store.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { addFace } from '../review/made-up.ts';

test('review lists groups, suggestions and doubtful names, as a table and as JSON', async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  await ensurePretrained(store);
  for (let person = 0; person < 12; person++)
    for (const photo of [0, 1, 2]) addFace(store, person, photo, `person ${person}`);
  const wrong = addFace(store, 3, 3, 'person 4');
  const face = addFace(store, 5, 3, null);
  const group = [0, 1, 2].map((photo) => addFace(store, 50, photo, null));
  store.close();

  const { code, stdout } = await tammes(['review', '--library', library, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    counts: { unnamed: 4, groups: 1, grouped: 3, suggestions: 1, doubtful: 1, waiting: 3 },
    groups: [{ id: group[0], size: 3, likely: null, name: null }],
    suggestions: [{ faceId: face, name: 'person 5', sure: true }],
    doubts: [{ faceId: wrong, name: 'person 4', otherName: 'person 3', probability: expect.any(Number) }],
  });
  const text = (await tammes(['review', '--library', library])).stdout;
  expect(text).toContain('4 faces have no name.');
  expect(text).toMatch(/1 group of faces that look like one person:\n.*\n.*\n\d+ +3/);
  expect(text).toMatch(/1 face may be of somebody with a name:[\s\S]*person 5 .*sure/);
  expect(text).toMatch(
    /1 name may be wrong; about [01] of 1 (is|are) expected to be wrong:[\s\S]*person 4 .*person 3/,
  );
}, 180_000);
