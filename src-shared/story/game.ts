/** Figure 7: the Tammes game. N points are to be dragged apart by hand; the best known arrangement is the aim. */
import type { Optimum } from '../contract/index.ts';
import { randomFrom } from '../random.ts';
import { optimumFor, solve, spreadOf } from '../sphere/index.ts';
import { sampledClaim } from './claim.ts';
import type { StoryFigure } from './figure.ts';

export type GamePoint = readonly [x: number, y: number, z: number];

export interface Score {
  /** Degrees. */
  smallestAngle: number;
  smallestPair: [number, number];
  optimum: Optimum;
  /** Smallest angle over the optimum's: the score. */
  ratio: number;
}

/** Where the points of a game begin: anywhere on the sphere, all places being equally likely. */
export function startPlaces(count: number, seed: number): GamePoint[] {
  const random = randomFrom(seed, 8);
  return Array.from({ length: count }, () => onSphere([random.normal(), random.normal(), random.normal()]));
}

/** @param places two at least, of length one. */
export function scoreOf(places: readonly GamePoint[]): Score {
  const { smallestAngle, smallestPair } = spreadOf(places);
  const optimum = optimumFor(places.length, 3)!;
  return { smallestAngle, smallestPair, optimum, ratio: smallestAngle / optimum.angle };
}

/** The point of the sphere in a direction; the zero vector, which has none, gives the north pole. */
export function onSphere([x, y, z]: GamePoint): GamePoint {
  const length = Math.hypot(x, y, z);
  return length === 0 ? [0, 1, 0] : [x / length, y / length, z / length];
}

/** Points of the games that the check plays. */
const count = 12;

export const game: StoryFigure = {
  number: 7,
  title: { en: 'The Tammes game', ja: 'Tammes ゲーム' },
  source: {
    authors: 'Tammes',
    year: 1930,
    title: 'On the origin of number and arrangement of the places of exit on the surface of pollen-grains',
    venue: 'Recueil des travaux botaniques néerlandais 27',
  },
  async *check(_materials, seeds) {
    const played: { start: Score; solved: number }[] = [];
    for (const [done, seed] of seeds.entries()) {
      yield { done, total: seeds.length };
      const search = solve({ count, dim: 3, seed });
      let next = search.next();
      while (!next.done) next = search.next();
      played.push({ start: scoreOf(startPlaces(count, seed)), solved: next.value.angle });
    }
    const { optimum } = played[0]!.start;
    return {
      data: { points: count, optimum, start: startPlaces(count, seeds[0]!) },
      claims: [
        sampledClaim(
          {
            text: {
              en: 'Random points lie close together: there is much to gain by hand.',
              ja: '偶然に置いた点は近すぎます。手で広げる余地が大きくあります。',
            },
            quantity: {
              en: `smallest angle over the optimum, ${count} points at random`,
              ja: `最適値に対する最小角度の比、ランダムな ${count} 点`,
            },
            unit: '',
            expected: { relation: 'below', bound: 0.5 },
          },
          seeds,
          played.map(({ start }) => start.ratio),
        ),
        sampledClaim(
          {
            text: { en: 'The optimum can be reached.', ja: '目標には到達できます。' },
            quantity: {
              en: `how far the solver stays below the optimum of ${count} points, the icosahedron`,
              ja: `ソルバーの結果と ${count} 点の最適値（正二十面体）との差`,
            },
            unit: '°',
            expected: { relation: 'below', bound: 1e-4 },
          },
          seeds,
          // The table has ten decimals: what is below that is its rounding.
          played.map(({ solved }) => Math.max(0, Number((optimum.angle - solved).toFixed(9)))),
        ),
      ],
    };
  },
};
