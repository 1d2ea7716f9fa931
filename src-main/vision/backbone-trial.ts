/** Runs a network on pictures of nobody, to see whether what it gives can be features. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { type Backbone, type BackboneFile, openBackbone } from './backbone-session.ts';

/** What a trial found out. */
export interface Trial {
  /** Numbers of a feature. */
  size: number;
  /** Whether several pictures at once give what each gives alone. */
  batch: boolean;
  /** Milliseconds for a face. */
  pace: number;
}

/** Share of the largest number by which two runs may differ: sums in another order. */
const tolerance = 1e-3;

/** @throws TammesError 'backbone-refused', 'backbone-not-loaded', 'backbone-not-run' or 'backbone-gave-nothing' */
export async function tryBackbone(file: BackboneFile): Promise<Trial> {
  const { path, descriptor } = file;
  const refuse = (fault: 'constant' | 'random') =>
    new TammesError('backbone-refused', { path, fault, detail: '' });
  const backbone = await openBackbone(file, 1);
  try {
    const cuts = [1, 2, 3].map((seed) => pictureOfNobody(descriptor.input.side, seed));
    const alone: Float32Array[] = [];
    for (const cut of cuts) alone.push((await backbone.run([cut])).slice());
    const [first, ...others] = alone as [Float32Array, ...Float32Array[]];
    if (others.every((other) => isSame(first, other, 1e-6))) throw refuse('constant');
    if (!isSame(first, await backbone.run([cuts[0]!]), tolerance)) throw refuse('random');
    const batch = descriptor.input.batch && (await fits(backbone.run(cuts), alone));
    const started = performance.now();
    for (const cut of cuts) await backbone.run(descriptor.mirror && batch ? [cut, cut] : [cut]);
    const runs = descriptor.mirror && !batch ? 2 : 1;
    return { size: first.length, batch, pace: (runs * (performance.now() - started)) / cuts.length };
  } finally {
    await backbone.close();
  }
}

/** What a network's trial on the graphics processor found out. */
export interface GraphicsTrial {
  /** How many times longer the CPU takes. */
  gain: number;
}

/** Faces of a trial on the graphics processor, which does several at once. */
const manyFaces = 8;
/** Share of the largest number by which features of the two may differ: far less than those of two photos do. */
const closeness = 1e-4;

/**
 * Runs a network on the graphics processor and on the CPU. Call it in a process of its own: a driver may crash.
 * @returns null if there is no graphics processor, or it gives other numbers. @throws TammesError as `openBackbone` on the CPU
 */
export async function tryGraphics(file: BackboneFile, threads: number): Promise<GraphicsTrial | null> {
  const graphics = await openBackbone(file, threads, 'webgpu').catch(() => null);
  if (graphics === null) return null;
  const cpu = await openBackbone(file, threads);
  const { side } = file.descriptor.input;
  const cuts = Array.from({ length: manyFaces }, (_, i) => pictureOfNobody(side, i + 1));
  // Shaders are compiled at the first call.
  const first = await graphics.describe(cuts).catch(() => null);
  const expected = await cpu.describe(cuts);
  const isClose =
    first?.every((row, i) => isSame(Float32Array.from(expected[i]!), Float32Array.from(row), closeness)) ??
    false;
  const gain = isClose ? (await cpuTime(cpu, cuts, threads)) / (await waitedFor(graphics, cuts)) : 0;
  await Promise.all([graphics.close(), cpu.close()]);
  return isClose ? { gain } : null;
}

/** Milliseconds. Time of the processor: other processes describe faces meanwhile. */
async function cpuTime(backbone: Backbone, cuts: readonly Uint8Array[], threads: number): Promise<number> {
  const before = process.cpuUsage();
  await backbone.describe(cuts);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / threads;
}

/** Milliseconds. */
async function waitedFor(backbone: Backbone, cuts: readonly Uint8Array[]): Promise<number> {
  const started = performance.now();
  await backbone.describe(cuts);
  return performance.now() - started;
}

async function fits(together: Promise<Float32Array>, alone: readonly Float32Array[]): Promise<boolean> {
  const values = await together.catch(() => null);
  const expected = Float32Array.from(alone.flatMap((row) => [...row]));
  return values !== null && isSame(expected, values, tolerance);
}

function isSame(a: Float32Array, b: Float32Array, share: number): boolean {
  if (a.length !== b.length) return false;
  const most = a.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return a.every((value, i) => Math.abs(value - b[i]!) <= share * most);
}

/** Soft spots of colour, other ones with each seed. */
function pictureOfNobody(side: number, seed: number): Uint8Array {
  const random = randomFrom(seed);
  const spots = Array.from(
    { length: 9 },
    () => [random.uniform(), random.uniform(), random.uniform()] as const,
  );
  const cut = new Uint8Array(side * side * 3);
  for (let at = 0; at < cut.length; at++) {
    const [place, channel] = [Math.floor(at / 3), at % 3];
    const [x, y] = [(place % side) / side, Math.floor(place / side) / side];
    let sum = 0;
    for (let s = channel; s < spots.length; s += 3) {
      const [u, v, height] = spots[s]!;
      sum += height * Math.exp(-20 * ((x - u) ** 2 + (y - v) ** 2));
    }
    cut[at] = Math.min(255, 200 * sum);
  }
  return cut;
}
