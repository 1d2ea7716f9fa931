/**
 * Joins kernels that follow each other and treat each number by itself. Losses take dozens of them on columns of a few
 * hundred numbers, each of which costs the GPU's start and no time besides. Joined, they are one shader.
 */
import type { TensorInfo } from '@tensorflow/tfjs';
import type { TensorView, Value } from './record-calls.ts';
import type { Recording, Step } from './replay.ts';
import type { RunShader, Shader } from './webgpu-kernels/shader.ts';

/** WGSL of tfjs's kernels. */
const operations: Readonly<Record<string, (a: string, b: string) => string>> = {
  Add: (a, b) => `${a} + ${b}`,
  Sub: (a, b) => `${a} - ${b}`,
  Multiply: (a, b) => `${a} * ${b}`,
  RealDiv: (a, b) => `${a} / ${b}`,
  Maximum: (a, b) => `max(${a}, ${b})`,
  Minimum: (a, b) => `min(${a}, ${b})`,
  Neg: (a) => `-${a}`,
  Abs: (a) => `abs(${a})`,
  Square: (a) => `${a} * ${a}`,
  Sqrt: (a) => `sqrt(${a})`,
  Exp: (a) => `exp(${a})`,
  Log: (a) => `log(${a})`,
  Relu: (a) => `select(${a}, 0.0, ${a} < 0.0)`,
  Sigmoid: (a) => `1.0 / (1.0 + exp(-1.0 * ${a}))`,
  Step: (a) => `select(select(0.0, 1.0, ${a} > 0.0), ${a}, ${a} != ${a})`,
};

/** Buffers that WebGPU grants to each shader. */
const mostBuffers = 8;
const threads = 64;

/** The same recording with fewer steps. */
export function fuseNumbers(recording: Recording, run: RunShader): Recording {
  const { steps, outputs } = recording;
  const lastUse = new Map<Value, number>();
  for (const [i, { reads }] of steps.entries()) for (const { value } of reads) lastUse.set(value, i);
  for (const { value } of outputs) lastUse.set(value, Number.POSITIVE_INFINITY);
  const fused: Step[] = [];
  for (let start = 0; start < steps.length; ) {
    let best: Joined | null = null;
    let group: Joined | null = null;
    for (let end = start; end < steps.length; end++) {
      group = join(recording, group, steps[end]!);
      if (group === null) break;
      const made = madeFor(group, lastUse, end);
      if (end > start && group.given.size + made.length <= mostBuffers) {
        best = { ...group, given: new Map(group.given), steps: steps.slice(start, end + 1), made };
      }
    }
    fused.push(best === null ? steps[start]! : stepOf(best, run));
    start += best?.steps.length ?? 1;
  }
  return { ...recording, steps: fused };
}

/** Steps that can be one. */
interface Joined {
  /** How many numbers each of them makes. */
  count: number;
  /** The shape of what has so many numbers. */
  shape: string;
  steps: readonly Step[];
  /** What is read and not made by them, beside constants. */
  given: Map<Value, TensorView>;
  lines: readonly string[];
  /** What others use of what they make. */
  made: readonly Value[];
}

/** With one step more; null if that cannot be joined. */
function join({ scalars }: Recording, group: Joined | null, step: Step): Joined | null {
  const operation = operations[step.name];
  if (operation === undefined || !step.reads.every(({ dtype }) => dtype === 'float32')) return null;
  // By name: the kernels call them a and b, or x.
  const { a, b, x } = step.inputs as Partial<Record<string, TensorView>>;
  const operands = [a ?? x, b].filter((operand) => operand !== undefined);
  if (operands.length !== step.reads.length || step.attrs.alpha) return null;
  const count = Math.max(...operands.map(sizeOf));
  const wide = operands.filter((operand) => sizeOf(operand) === count).map(({ shape }) => `${shape}`);
  const shape = group?.shape ?? wide[0]!;
  if ((group !== null && count !== group.count) || (count > 1 && wide.some((other) => other !== shape)))
    return null;
  if (operands.some((operand) => sizeOf(operand) !== count && sizeOf(operand) !== 1)) return null;
  const given = group?.given ?? new Map<Value, TensorView>();
  const own = new Set(group?.steps.flatMap(({ writes }) => writes));
  const names = operands.map((operand) => {
    const { value } = operand;
    const scalar = scalars.get(value);
    if (scalar !== undefined && Number.isFinite(scalar)) return `f32(${scalar})`;
    if (!own.has(value)) given.set(value, operand);
    return `v${value}`;
  });
  const line = `let v${step.writes[0]} = ${operation(names[0]!, names[1]!)};`;
  return {
    count,
    shape,
    given,
    steps: [...(group?.steps ?? []), step],
    lines: [...(group?.lines ?? []), line],
    made: [],
  };
}

function madeFor({ steps }: Joined, lastUse: ReadonlyMap<Value, number>, end: number): Value[] {
  return steps.flatMap(({ writes }) => writes).filter((value) => (lastUse.get(value) ?? -1) > end);
}

function stepOf({ count, steps, given, lines, made }: Joined, run: RunShader): Step {
  const reads = [...given.values()].map((view) => ({ ...view }));
  const shader: Shader = {
    inputs: reads.map(({ value }) => `given${value}`),
    outputs: made.map((value) => `made${value}`),
    threads,
    code: `fn run(group: u32, thread: u32) {
  let i = group * threads + thread;
  if (i >= ${count}u) { return; }
  ${reads.map((view) => `let v${view.value} = given${view.value}[${sizeOf(view) === 1 ? '0' : 'i'}];`).join('\n  ')}
  ${lines.join('\n  ')}
  ${made.map((value) => `made${value}[i] = v${value};`).join('\n  ')}
}`,
  };
  const extent = { shapes: made.map(() => [count]), groups: Math.ceil(count / threads) };
  const within = new Set(steps.flatMap(({ writes }) => writes).filter((value) => !made.includes(value)));
  return {
    name: 'TammesNumbers',
    kernel: ({ inputs }) => run(shader, Object.values(inputs as Record<string, TensorInfo>), extent),
    inputs: reads as unknown as Step['inputs'],
    attrs: {},
    reads,
    writes: made,
    frees: steps.flatMap(({ frees }) => frees).filter((value) => !within.has(value)),
    freesInputs: steps.flatMap(({ freesInputs }) => freesInputs),
  };
}

function sizeOf({ shape }: TensorView): number {
  return shape.reduce((product, length) => product * length, 1);
}
