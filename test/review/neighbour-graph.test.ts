import { describe, expect, test } from 'vitest';
import { Groups } from '../../src-main/review/groups.ts';
import { NeighbourGraph } from '../../src-main/review/neighbour-graph.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { finished } from '../../src-shared/steps.ts';

const dim = 16;

/** A unit vector of somebody. @param noise 0: all of a person's are the same. */
function vectorOf(person: number, photo: number, noise: number): Float32Array {
  const [own, other] = [randomFrom(7, person), randomFrom(8, person, photo)];
  const sum = Float32Array.from({ length: dim }, () => own.normal() + noise * other.normal());
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

/** What a graph holds, in comparable form. */
const listed = (graph: NeighbourGraph) =>
  [...graph.ids()]
    .sort((a, b) => a - b)
    .map((id) => [id, graph.neighboursOf(id).ids, graph.neighboursOf(id).cosines]);

function anew(faces: ReadonlyMap<number, Float32Array>, floor: number): NeighbourGraph {
  const graph = new NeighbourGraph(dim);
  for (const [id, vector] of faces) graph.set(id, vector);
  graph.floor = floor;
  finished(graph.update());
  return graph;
}

describe('the graph of neighbours', () => {
  test('has the pairs that reach its floor, the nearest first', () => {
    const faces = new Map(Array.from({ length: 60 }, (_, i) => [i, vectorOf(i % 12, i, 0.4)]));
    const graph = anew(faces, 0.7);
    for (const [id, vector] of faces) {
      const expected = [...faces]
        .filter(([other, theirs]) => other !== id && cosine(vector, theirs) >= 0.7)
        .sort((a, b) => cosine(vector, b[1]) - cosine(vector, a[1]) || a[0] - b[0])
        .map(([other]) => other);
      expect(graph.neighboursOf(id).ids).toEqual(expected);
    }
  });

  test.each([1, 2, 3, 4])('is the same after 150 changes as one that is made anew (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const graph = new NeighbourGraph(dim);
    const faces = new Map<number, Float32Array>();
    graph.floor = 0.8;
    // One person has more faces than neighbours are kept: then some have to be looked for again when others go.
    const photosOf = (person: number) => (person === 0 ? 160 : 6);
    for (let change = 0; change < 150; change++) {
      const count = random.integer(change < 20 ? 12 : 5);
      for (let i = 0; i < count; i++) {
        const person = random.integer(3) === 0 ? 0 : random.integer(20);
        const id = 1000 * person + random.integer(photosOf(person));
        if (random.integer(3) === 0) {
          graph.remove(id);
          faces.delete(id);
        } else {
          const vector = vectorOf(person, random.integer(1000), 0.2);
          graph.set(id, vector);
          faces.set(id, vector);
        }
      }
      finished(graph.update());
    }
    expect(listed(graph)).toEqual(listed(anew(faces, 0.8)));
  });
});

describe('what a graph keeps for the next start', () => {
  const faces = new Map(Array.from({ length: 300 }, (_, i) => [i, vectorOf(i < 100 ? 0 : i % 40, i, 0.2)]));
  const kept = anew(faces, 0.8).take();

  /** A graph of other faces that begins with what was kept. */
  function goingOn(present: ReadonlyMap<number, Float32Array>): NeighbourGraph {
    const graph = new NeighbourGraph(dim);
    for (const [id, vector] of present) graph.set(id, vector);
    finished(graph.takeOver(kept));
    finished(graph.update());
    return graph;
  }

  test('is all that the same faces need', () => {
    const graph = goingOn(faces);
    expect(graph.compared).toBe(0);
    expect(listed(graph)).toEqual(listed(anew(faces, 0.8)));
  });

  test.each([1, 2, 3])('saves comparing those that are as they were, in another order (seed %i)', (seed) => {
    const random = randomFrom(seed, 5);
    const present = new Map(
      [...faces]
        .map(([id, vector]): [number, Float32Array] =>
          random.integer(20) === 0 ? [id, vectorOf(random.integer(40), 1000 + id, 0.2)] : [id, vector],
        )
        .filter(() => random.integer(20) > 0)
        .sort((a, b) => b[0] - a[0]),
    );
    for (let i = 0; i < 5; i++) present.set(500 + i, vectorOf(i, 2000, 0.2));
    const graph = goingOn(present);
    expect(listed(graph)).toEqual(listed(anew(present, 0.8)));
    expect(graph.compared).toBeGreaterThan(5);
    // Of the hundred faces of one person neighbours beyond the last that is kept are looked for again.
    expect(graph.compared).toBeLessThan(160);
  });
});

describe('groups', () => {
  test.each([1, 2, 3])(
    'are the same after faces came and went as if they were made anew (seed %i)',
    async (seed) => {
      const random = randomFrom(seed, 99);
      const graph = new NeighbourGraph(dim);
      const faces = new Map<number, Float32Array>();
      const apart = (id: number) => id;
      const groups = new Groups(graph, apart);
      for (let change = 0; change < 40; change++) {
        for (let i = random.integer(10); i > 0; i--) {
          const [person, photo] = [random.integer(30), random.integer(8)];
          const id = 100 * person + photo;
          if (random.integer(3) === 0) {
            graph.remove(id);
            faces.delete(id);
          } else {
            const vector = vectorOf(person, photo, 0.45);
            graph.set(id, vector);
            faces.set(id, vector);
          }
        }
        // Where groups end moves a little with the names that are given.
        await groups.update(0.72 + 0.02 * random.integer(2), () => {});
      }
      await groups.update(0.72, () => {});
      const fresh = new NeighbourGraph(dim);
      for (const [id, vector] of [...faces].sort((a, b) => b[0] - a[0])) fresh.set(id, vector);
      const other = new Groups(fresh, apart);
      await other.update(0.72, () => {});
      expect(groups.all()).toEqual(other.all());
      expect(groups.all().length).toBeGreaterThan(5);
    },
  );
});
