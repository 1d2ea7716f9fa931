import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { goldenFile } from '../../src-shared/losses/index.ts';

const file: unknown = JSON.parse(readFileSync(new URL('../golden/golden.json', import.meta.url), 'utf8'));

/** Values and gradients of the losses from independent float64 implementations. */
export const golden = goldenFile.parse(file);

const matrix = z.array(z.array(z.number()));
const rest = z
  .object({
    gradientLengthCurves: z.array(
      z.object({
        loss_name: z.string(),
        params: z.record(z.string(), z.union([z.number(), z.string()])),
        C: z.number(),
        thetaDeg: z.array(z.number()),
        fOwn: z.array(z.number().nullable()),
        oneMinusP: z.array(z.number()).nullish(),
      }),
    ),
    sequences: z.object({
      centers: z.object({
        alpha: z.number(),
        initial: matrix,
        steps: z.array(z.object({ X: matrix, y: z.array(z.number()), centersAfter: matrix })),
      }),
      adacos: z.object({
        W: matrix,
        sInitial: z.number(),
        steps: z.array(z.object({ X: matrix, y: z.array(z.number()), sAfter: z.number() })),
      }),
      sphereLambda: z.object({
        iteration: z.array(z.number()),
        caffe: z.array(z.number()),
        clcarwin: z.array(z.number()),
      }),
    }),
  })
  .parse(file);

export const goldenSequences = rest.sequences;

const names: Record<string, string> = { s: 'scale', m: 'margin' };

/** Gradient lengths of one sample, every other cosine 0. */
export const goldenCurves = rest.gradientLengthCurves.map((curve) => {
  const parameters: Record<string, number | string> = Object.fromEntries(
    Object.entries(curve.params).map(([name, value]) => [names[name] ?? name, value]),
  );
  const isAdacos = curve.loss_name === 'adacos_fixed';
  const scale = isAdacos ? Math.SQRT2 * Math.log(curve.C - 1) : Number(curve.params.s);
  return {
    ...curve,
    ours: {
      id: isAdacos ? 'adacos' : curve.loss_name,
      parameters: isAdacos ? { variant: 'fixed' } : parameters,
    },
    // The file's own fOther column has lost its digits at large angles (0 if 1 - P is 1): s (1 - P)/(C - 1).
    // P2SGrad's is |cos 90°|.
    other: (i: number) =>
      curve.loss_name === 'p2sgrad' ? 0 : (scale * curve.oneMinusP![i]!) / (curve.C - 1),
  };
});
