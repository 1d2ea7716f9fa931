/** A smooth function: writes its gradient at x into `gradient` and returns its value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Pairs of steps that are remembered. */
const memory = 6;
/** No entry moves further in a step: a step into the unknown does not throw points about. */
const longest = 0.2;

/**
 * Minimises by the limited-memory BFGS method (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.5) with
 * a backtracking line search.
 * Made for entries of about 1.
 *
 * @param x where it starts; becomes where it ends.
 * @param tolerance of the gradient's largest entry, at which it ends.
 * @returns the value at the end.
 */
export function minimise(
  objective: Objective,
  x: Float64Array,
  iterations: number,
  tolerance: number,
): number {
  const n = x.length;
  let gradient = new Float64Array(n);
  let nextGradient = new Float64Array(n);
  const next = new Float64Array(n);
  const direction = new Float64Array(n);
  const steps: { s: Float64Array; y: Float64Array; rho: number; alpha: number }[] = [];
  let value = objective(x, gradient);
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (largest(gradient) <= tolerance) break;
    descent(steps, gradient, direction);
    let slope = dot(direction, gradient);
    if (slope >= 0) {
      // The remembered steps no longer fit: begin again, downhill.
      steps.length = 0;
      for (let i = 0; i < n; i++) direction[i] = -gradient[i]!;
      slope = -dot(gradient, gradient);
    }
    let length = Math.min(1, longest / largest(direction));
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 30; tries++) {
      for (let i = 0; i < n; i++) next[i] = x[i]! + length * direction[i]!;
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
      length *= 0.5;
    }
    if (!(nextValue < value)) {
      if (steps.length === 0) break;
      steps.length = 0;
      continue;
    }
    remember(steps, x, next, gradient, nextGradient);
    x.set(next);
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
  }
  return value;
}

function descent(
  steps: { s: Float64Array; y: Float64Array; rho: number; alpha: number }[],
  gradient: Float64Array,
  direction: Float64Array,
): void {
  for (let i = 0; i < gradient.length; i++) direction[i] = -gradient[i]!;
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k]!;
    step.alpha = step.rho * dot(step.s, direction);
    add(direction, step.y, -step.alpha);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const step of steps) add(direction, step.s, step.alpha - step.rho * dot(step.y, direction));
}

function remember(
  steps: { s: Float64Array; y: Float64Array; rho: number; alpha: number }[],
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
): void {
  const spare = steps.length >= memory ? steps.shift()! : null;
  const s = spare?.s ?? new Float64Array(x.length);
  const y = spare?.y ?? new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    s[i] = next[i]! - x[i]!;
    y[i] = nextGradient[i]! - gradient[i]!;
  }
  const curvature = dot(s, y);
  if (curvature > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y)))
    steps.push({ s, y, rho: 1 / curvature, alpha: 0 });
}

function add(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * vector[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}
