import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers that its seed decides. */
export interface Random {
  /** Whole number from 0 to `below` - 1. */
  integer(below: number): number;
  /** From 0 to 1, without 1. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * @param seeds what the stream depends on, for example the run's seed and the epoch. Streams of different
 * seeds have nothing in common.
 */
export function randomFrom(...seeds: number[]): Random {
  // One word out of all seeds by FNV-1a, so that (1, 2) and (2, 1) differ.
  const mixed = seeds.reduce((hash, seed) => Math.imul(hash ^ seed, 0x01000193), 0x811c9dc5);
  const generator = xoroshiro128plus(mixed | 0);
  return {
    integer: (below) => uniformInt(generator, 0, below - 1),
    uniform: () => uniformFloat64(generator),
    normal() {
      // Box and Muller (1958); 1 - u keeps the logarithm's argument above 0.
      const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
      return radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
    },
  };
}

/** 0..count-1 in random order (Fisher and Yates). */
export function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Normal values with a standard deviation. */
export function normals(count: number, deviation: number, random: Random): Float32Array {
  return Float32Array.from({ length: count }, () => deviation * random.normal());
}

/** The list in an order that the seeds decide. */
export function inOrder<T>(list: readonly T[], ...seeds: number[]): T[] {
  return Array.from(shuffled(list.length, randomFrom(...seeds)), (i) => list[i]!);
}
