/** What the story's worker computes over a longer time, one frame after the other. */
import {
  type CheckProgress,
  type Claim,
  decodeFaces,
  digitData,
  faceData,
  figures,
  type GainSettings,
  type GroupsSettings,
  gainOverShares,
  groupsOverShares,
  type Materials,
  type PlaneSettings,
  type PullSettings,
  planeFrames,
  pullOverSteps,
  type ScaleSettings,
  scaleOverSteps,
  type UniformSettings,
  uniformFrames,
} from '../../../../src-shared/story/index.ts';
import type { TrainData } from '../../../../src-shared/training/index.ts';

/** A run's seed, and of whom it is. */
interface OnFaces {
  seed: number;
  /** People at most. */
  most: number;
  /** A library's faces as `story.faces` gives them; null: those that ship. */
  faces: Uint8Array | null;
}

async function dataOf(materials: Materials, { most, faces }: OnFaces): Promise<TrainData> {
  return faceData(faces === null ? await materials.faces() : decodeFaces(faces), most);
}

/** Steps between two frames of figure 1: often enough for the eye. */
const planeEvery = 6;
/** The same of figure 5, as on the command line: each takes a look at all faces. */
const pullEvery = 10;

export const computations = {
  /** A figure's claims over several seeds. */
  async *claims(
    materials: Materials,
    { figure, seeds }: { figure: number; seeds: readonly number[] },
  ): AsyncGenerator<CheckProgress, Claim[], undefined> {
    const { claims } = yield* figures.find(({ number }) => number === figure)!.check(materials, seeds);
    return claims;
  },
  async *plane(materials: Materials, { settings, seed }: { settings: PlaneSettings; seed: number }) {
    const data = digitData(await materials.digits(), settings.perClass);
    const end = yield* planeFrames(materials.tf, data, settings, seed, planeEvery);
    // The last frame again, with what is measured in the end alone.
    yield end;
    return end;
  },
  async *scale(materials: Materials, input: OnFaces & { settings: ScaleSettings }) {
    return yield* scaleOverSteps(materials.tf, await dataOf(materials, input), input.settings, input.seed);
  },
  async *pull(materials: Materials, input: OnFaces & { settings: PullSettings }) {
    const data = await dataOf(materials, input);
    return yield* pullOverSteps(materials.tf, data, input.settings, input.seed, pullEvery);
  },
  async *gain(materials: Materials, input: OnFaces & { settings: GainSettings }) {
    return yield* gainOverShares(materials.tf, await dataOf(materials, input), input.settings, input.seed);
  },
  async *groups(_: Materials, { settings, seed }: { settings: GroupsSettings; seed: number }) {
    return yield* groupsOverShares(settings, seed);
  },
  async *uniform(materials: Materials, input: OnFaces & { settings: UniformSettings }) {
    return yield* uniformFrames(materials.tf, await dataOf(materials, input), input.settings, input.seed);
  },
};

export type Kind = keyof typeof computations;
export type InputOf<K extends Kind> = Parameters<(typeof computations)[K]>[1];
type RunOf<K extends Kind> = ReturnType<(typeof computations)[K]>;
export type FrameOf<K extends Kind> = RunOf<K> extends AsyncGenerator<infer F, unknown> ? F : never;
export type ResultOf<K extends Kind> = RunOf<K> extends AsyncGenerator<unknown, infer R> ? R : never;
