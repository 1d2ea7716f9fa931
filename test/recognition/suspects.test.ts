import { describe, expect, test } from 'vitest';
import type { ScoredFace } from '../../src-shared/recognition/face-scores.ts';
import { suspectFaces } from '../../src-shared/recognition/suspects.ts';

type Entry = [number, ScoredFace];
/** Face 10 p + i is the i-th of person p. */
const personOf = (faceId: number) => Math.floor(faceId / 10);
const face = (
  faceId: number,
  genuine: number | null,
  impostor: number,
  rival = (personOf(faceId) + 1) % 20,
): Entry => [faceId, { genuine, impostor, rival }];
/** Twenty people of three faces, who fit themselves at 0.9 to 0.96 and others at 0.7. */
const clean = Array.from({ length: 20 }, (_, person) =>
  [0, 1, 2].map((i) => face(10 * person + i, 0.9 + 0.02 * i + 0.001 * person, 0.7)),
).flat();
const without = (...faceIds: number[]) => clean.filter(([id]) => !faceIds.includes(id));
const suspects = (entries: Entry[]) => [...suspectFaces(entries, personOf)].sort((a, b) => a - b);

describe('faces that seem to have a wrong name', () => {
  test('are none if everybody fits herself or himself best', () => {
    expect(suspects(clean)).toEqual([]);
  });

  test('are one that fits another person as well as most faces fit their own', () => {
    expect(suspects([...without(51), face(51, 0.6, 0.95, 7)])).toEqual([51]);
  });

  test('are not those that fit nobody well', () => {
    expect(suspects([...without(51), face(51, 0.6, 0.72, 7)])).toEqual([]);
  });

  test('are those of a person under two names, also if the second has a single face', () => {
    const twice = [face(50, 0.95, 0.94, 6), face(51, 0.95, 0.94, 6), face(60, 0.95, 0.8, 5)];
    expect(suspects([...without(50, 51, 60), ...twice])).toEqual([50, 51, 60]);
    expect(suspects([...clean, face(200, null, 0.95, 3)])).toEqual([200]);
  });

  test('are none if so many seem wrong that it is the head that cannot tell people apart', () => {
    const mixed = clean.map(
      ([id, scores], i): Entry => (i % 6 === 0 ? face(id, 0.6, 0.95, i % 20) : [id, scores]),
    );
    expect(suspects(mixed)).toEqual([]);
  });

  test('are not looked for among fewer faces than tell what fits', () => {
    expect(suspects([...clean.slice(0, 8), face(51, 0.6, 0.95, 7)])).toEqual([]);
  });
});
