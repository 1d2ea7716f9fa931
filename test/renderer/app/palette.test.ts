import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The categorical palette as linear RGB, by theme. */
const tokens = readFileSync(new URL('../../../src-renderer/app/theme/tokens.css', import.meta.url), 'utf8');
const pairs = [...tokens.matchAll(/--(curve-\d|surface|background): light-dark\((#\w{6}), (#\w{6})\)/g)];
const colours = (side: 2 | 3, name: RegExp) =>
  pairs.filter((pair) => name.test(pair[1]!)).map((pair) => linear(pair[side]!));
const themes = { light: 2, dark: 3 } as const;

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

function linear(hex: string): Vector {
  const parts = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return parts as unknown as Vector;
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const times = (m: Matrix, v: Vector) => m.map((row) => dot(row, v)) as unknown as Vector;

/** How the colour-blind see: Machado, Oliveira and Fernandes 2009, severity 1. */
const views: Record<string, Matrix> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Ottosson's OKLab, in which distances are about as large as they look. */
function oklab(rgb: Vector): Vector {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt) as unknown as Vector;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function distance(a: Vector, b: Vector, view: Matrix): number {
  const [seenA, seenB] = [a, b].map((colour) =>
    oklab(times(view, colour).map((x) => Math.min(1, Math.max(0, x))) as unknown as Vector),
  );
  return Math.hypot(...seenA!.map((x, i) => x - seenB![i]!));
}

function contrast(a: Vector, b: Vector): number {
  const [low, high] = [a, b].map((colour) => dot([0.2126, 0.7152, 0.0722], colour)).toSorted((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

test.each(Object.entries(themes))('curves are told apart by everybody, in the %s theme', (_theme, side) => {
  const curves = colours(side, /curve/);
  expect(curves).toHaveLength(8);
  for (const view of Object.values(views)) {
    curves.forEach((b, j) => {
      // The first are used most, and lie further apart.
      for (const a of curves.slice(0, j)) expect(distance(a, b, view)).toBeGreaterThan(j < 4 ? 0.09 : 0.055);
    });
  }
});

test.each(Object.entries(themes))(
  'curves stand out from what they are drawn on, in the %s theme',
  (_theme, side) => {
    for (const ground of colours(side, /surface|background/)) {
      for (const curve of colours(side, /curve/)) expect(contrast(curve, ground)).toBeGreaterThan(3);
    }
  },
);
