import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { en } from '../../src-renderer/app/messages/en.ts';
import { ja } from '../../src-renderer/app/messages/ja.ts';
import { formatDuration, remainingSeconds } from '../../src-renderer/components/duration.ts';
import { defaultForm, specOf } from '../../src-renderer/screens/train/form.ts';
import { facing, greatCircle, placeLabels, turned } from '../../src-renderer/sphere/geometry.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses } from '../../src-shared/losses/index.ts';
import type { Point3 } from '../../src-shared/sphere/index.ts';

const point = fc
  .tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -1, max: 1, noNaN: true })))
  .filter((p) => Math.hypot(...p) > 0.1)
  .map((p): Point3 => {
    const length = Math.hypot(...p);
    return [p[0]! / length, p[1]! / length, p[2]! / length];
  });

describe('words', () => {
  test('no sentence is left untranslated', () => {
    const leaves = (node: object, path: string[] = []): [string, unknown][] =>
      Object.entries(node).flatMap(([key, value]) =>
        typeof value === 'object'
          ? leaves(value, [...path, key])
          : [[[...path, key].join('.'), value] as [string, unknown]],
      );
    const japanese = new Map(leaves(ja));
    const same = leaves(en).filter(
      ([path, value]) => typeof value === 'string' && japanese.get(path) === value,
    );
    expect(same).toEqual([['train.mlp', 'MLP']]);
  });

  test('every loss and parameter is explained in both languages', () => {
    for (const { summary, parameters } of losses) {
      const texts = [
        summary,
        ...Object.values(parameters).flatMap((p) => [
          p.title,
          p.description,
          ...(p.kind === 'choice' ? p.options.map(({ description }) => description) : []),
        ]),
      ];
      for (const { en: english, ja: own } of texts) {
        expect(english.length).toBeGreaterThan(3);
        expect(own).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      }
    }
  });

  test.each([
    [0.2, '1 s left'],
    [59, '59 s left'],
    [125, '2 min 5 s left'],
  ])('%d seconds read as “%s”', (seconds, text) => expect(formatDuration(seconds, en)).toBe(text));

  test('the remaining time goes by the pace so far', () => {
    expect(remainingSeconds(10, 5, 20)).toBe(40);
    expect(remainingSeconds(10, 0, 20)).toBeNull();
  });
});

describe('the training form', () => {
  test('sends the contract’s defaults as they are', () => {
    expect(specOf(defaultForm())).toEqual(trainSpec.parse({ loss: 'arcface' }));
  });

  test('sends only the parameters of the loss that is chosen, numbers as numbers', () => {
    const form = { ...defaultForm(), parameters: { scale: '30', margin: '0.4', mode: 'easy' } };
    expect(specOf(form).parameters).toEqual({ scale: 30, margin: 0.4, mode: 'easy' });
    expect(specOf({ ...form, loss: 'normface' }).parameters).toEqual({ scale: 30 });
    expect(specOf({ ...form, loss: 'softmax' }).parameters).toEqual({});
  });
});

describe('the picture of the sphere', () => {
  test('arcs stay on the sphere from end to end', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        fc.pre(cosine > -0.999);
        const arc = greatCircle(a, b);
        for (const p of arc) expect(Math.hypot(...p)).toBeCloseTo(1, 4);
        expect(arc[0]!.map((v, i) => v - a[i]!).every((d) => Math.abs(d) < 1e-6)).toBe(true);
        expect(
          arc
            .at(-1)!
            .map((v, i) => v - b[i]!)
            .every((d) => Math.abs(d) < 1e-6),
        ).toBe(true);
      }),
    );
  });

  test('starts with the middle of the points in front', () => {
    fc.assert(
      fc.property(point, (p) => {
        const [x, y, z] = turned(p, facing([p]));
        expect(x).toBeCloseTo(0, 6);
        expect(y).toBeCloseTo(0, 6);
        expect(z).toBeCloseTo(1, 6);
      }),
    );
  });

  test('labels that are shown do not overlap, and the nearest is among them', () => {
    const label = fc.record({
      x: fc.nat(400),
      y: fc.nat(300),
      depth: fc.double({ min: -1, max: 1, noNaN: true }),
      text: fc.string({ minLength: 1, maxLength: 10 }),
    });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 30 }), (labels) => {
        const shown = [...placeLabels(labels)].map((i) => labels[i]!);
        for (const [i, a] of shown.entries()) {
          for (const b of shown.slice(i + 1)) {
            const apart =
              Math.abs(a.y - b.y) > 14 || a.x > b.x + 7 * b.text.length || b.x > a.x + 7 * a.text.length;
            expect(apart).toBe(true);
          }
        }
        expect(shown.map(({ depth }) => depth)).toContain(Math.max(...labels.map(({ depth }) => depth)));
      }),
    );
  });
});
