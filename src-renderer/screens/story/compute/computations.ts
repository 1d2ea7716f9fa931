/** What the story's worker computes over a longer time, one frame after the other. */
import {
  type CheckProgress,
  type Claim,
  figures,
  type Materials,
} from '../../../../src-shared/story/index.ts';

export const computations = {
  /** A figure's claims over several seeds. */
  async *claims(
    materials: Materials,
    { figure, seeds }: { figure: number; seeds: readonly number[] },
  ): AsyncGenerator<CheckProgress, Claim[], undefined> {
    const { claims } = yield* figures.find(({ number }) => number === figure)!.check(materials, seeds);
    return claims;
  },
};

export type Kind = keyof typeof computations;
export type InputOf<K extends Kind> = Parameters<(typeof computations)[K]>[1];
type RunOf<K extends Kind> = ReturnType<(typeof computations)[K]>;
export type FrameOf<K extends Kind> = RunOf<K> extends AsyncGenerator<infer F, unknown> ? F : never;
export type ResultOf<K extends Kind> = RunOf<K> extends AsyncGenerator<unknown, infer R> ? R : never;
