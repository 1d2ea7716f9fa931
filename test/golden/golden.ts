import { readFileSync } from 'node:fs';

/** A case of the golden file: see test/golden/README.md. */
export interface GoldenCase {
  id: string;
  loss_name: string;
  input: string;
  params: Record<string, number | string>;
  state?: { b?: number[] };
  loss: number;
  perSample: number[];
  dX: number[][];
  dW?: number[][];
  dB?: number[];
}

export interface GoldenInput {
  N: number;
  D: number;
  C: number;
  X: number[][];
  W: number[][];
  y: number[];
}

export interface GoldenCurve {
  loss_name: string;
  params: Record<string, number | string>;
  C: number;
  thetaDeg: number[];
  fOwn: (number | null)[];
  oneMinusP: number[];
}

/** Values and gradients of the losses from independent float64 implementations. */
export const golden: {
  inputs: Record<string, GoldenInput>;
  cases: GoldenCase[];
  gradientLengthCurves: GoldenCurve[];
} = JSON.parse(readFileSync(new URL('./golden.json', import.meta.url), 'utf8'));

const names: Record<string, string> = { s: 'scale', m: 'margin' };

/** The golden file's short parameter names as ours. */
export function toParameters(params: GoldenCase['params']): Record<string, number | string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [names[name] ?? name, value]));
}
