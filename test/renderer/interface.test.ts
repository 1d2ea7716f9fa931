import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { en } from '../../src-renderer/app/messages/en.ts';
import { ja } from '../../src-renderer/app/messages/ja.ts';
import { formatDuration, remainingSeconds } from '../../src-renderer/components/duration.ts';
import { numberIn } from '../../src-renderer/components/parameter-values.ts';
import { positionOf, positions, valueAt } from '../../src-renderer/components/slider-scale.ts';
import {
  angles,
  curveLoss,
  curveText,
  firstCurves,
  mostCurves,
  questionOf,
  ranges,
  withCurve,
  withNewCurve,
  withoutCurve,
} from '../../src-renderer/screens/losses/curves.ts';
import { heightsOf, marksOf } from '../../src-renderer/screens/losses/heights.ts';
import {
  choose,
  defaultForm,
  type FormValues,
  lossGroups,
  regularisersFor,
  type SettingTexts,
  specOf,
} from '../../src-renderer/screens/train/form.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import {
  findLoss,
  gradientLengths,
  isCosineLoss,
  losses,
  regularisers,
  resolveParameters,
} from '../../src-shared/losses/index.ts';
import { recipeNames, withRecipe } from '../../src-shared/training/index.ts';
import { openBackend } from '../backends.ts';

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
    // Names.
    expect(Object.fromEntries(same)).toEqual({
      'sphere.mhe': 'MHE',
      'sphere.uniform': 'Uniform Loss',
    });
  });

  test('every loss, regulariser and parameter is explained in both languages', () => {
    for (const { summary, parameters } of [...losses, ...regularisers]) {
      const texts = [
        summary,
        ...Object.values(parameters).flatMap((p) => [
          p.title,
          p.description,
          ...(p.kind === 'choice' ? p.options.flatMap(({ title, description }) => [title, description]) : []),
        ]),
      ];
      for (const { en: english, ja: own } of texts) {
        expect(english.length).toBeGreaterThan(1);
        expect(own).toMatch(/[ぁ-んァ-ヶ一-龠α-ω]/);
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
  const withSettings = (settings: Partial<SettingTexts>, rest: Partial<FormValues> = {}): FormValues => {
    const form = defaultForm();
    return { ...form, ...rest, settings: { ...form.settings, ...settings } };
  };

  test('sends the contract’s defaults as they are', () => {
    expect(specOf(defaultForm())).toEqual(trainSpec.parse(withRecipe({ loss: 'arcface' })));
  });

  test('takes the recipe of the loss that is chosen, and keeps what no recipe decides', () => {
    const form = withSettings(
      { 'head.dim': '64', seed: '7' },
      { parameters: { scale: '99', mheWeight: '2' } },
    );
    for (const { id } of losses) {
      for (const recipe of recipeNames) {
        const chosen = choose(form, { loss: id, recipe });
        expect(chosen).toMatchObject({
          settings: { 'head.dim': '64', seed: '7' },
          parameters: { mheWeight: '2' },
        });
        const spec = trainSpec.parse(withRecipe({ loss: id, seed: 7, head: { dim: 64 } }, recipe));
        expect(specOf(chosen)).toEqual(spec);
      }
    }
  });

  test('sends only the parameters of the loss that is chosen, numbers as numbers', () => {
    const form = { ...defaultForm(), parameters: { scale: '30', margin: '0.4', mode: 'easy' } };
    expect(specOf(form).parameters).toEqual({ scale: 30, margin: 0.4, mode: 'easy' });
    expect(specOf({ ...form, loss: 'normface' }).parameters).toEqual({ scale: 30 });
    expect(specOf({ ...form, loss: 'softmax' }).parameters).toEqual({});
  });

  test('takes every entry to its place in the spec', () => {
    const form = withSettings(
      {
        'head.kind': 'mlp',
        'head.batchNorm': true,
        'head.dropout': '0.3',
        'optimiser.clip': '5',
        'optimiser.averageDecay': '0.99',
        'schedule.kind': 'step',
        'schedule.every': '7',
        'schedule.factor': '0.5',
        'schedule.warmupEpochs': '2.5',
        'sampler.kind': 'identities',
        'sampler.perPerson': '3',
        patience: '4',
        trainSingles: true,
      },
      { regulariser: 'mhe', parameters: { mheWeight: '3', uniformWeight: '5' } },
    );
    expect(specOf(form)).toMatchObject({
      regulariser: 'mhe',
      parameters: { mheWeight: 3 },
      head: { kind: 'mlp', batchNorm: true, dropout: 0.3 },
      optimiser: { clip: 5, averageDecay: 0.99 },
      schedule: { kind: 'step', every: 7, factor: 0.5, warmupEpochs: 2.5 },
      sampler: { kind: 'identities', perPerson: 3 },
      patience: 4,
      trainSingles: true,
    });
  });

  test.each([
    ['arcface', ['uniform', 'mhe']],
    ['uniformface', ['mhe']],
    ['triplet', []],
  ])('offers %s the regularisers %j, and sends none that is not offered', (loss, offered) => {
    expect(regularisersFor(findLoss(loss)).map(({ id }) => id)).toEqual(offered);
    const spec = specOf({ ...defaultForm(), loss, regulariser: 'mhe', parameters: { mheWeight: '3' } });
    expect(spec.regulariser).toBe(offered.includes('mhe') ? 'mhe' : null);
    expect(Object.keys(spec.parameters)).toEqual(offered.includes('mhe') ? ['mheWeight'] : []);
  });

  test('fixes class centres where the loss has any, and spreads them no further', () => {
    const form = withSettings({ centres: 'spread' }, { regulariser: 'mhe', parameters: { mheWeight: '3' } });
    expect(specOf(form)).toMatchObject({ centres: 'spread', regulariser: null, parameters: {} });
    expect(specOf({ ...form, loss: 'triplet' }).centres).toBe('learned');
  });

  test('shows every loss in one of its groups', () => {
    const { centres, photos } = lossGroups;
    expect(new Set([...centres, ...photos])).toEqual(new Set(losses));
    expect(photos.map(({ id }) => id)).toContain('triplet');
    expect(centres.map(({ id }) => id)).toContain('arcface');
  });

  test('refuses a number that is missing by the name of its entry', () => {
    expect(() => specOf(withSettings({ epochs: '' }))).toThrow('epochs');
  });

  test('leaves what does not apply at its default, even if it is wrong', () => {
    const spec = specOf(withSettings({ 'head.hidden': '', 'optimiser.momentum': '2' }));
    expect(spec).toEqual(specOf(defaultForm()));
    expect(() => specOf(withSettings({ 'head.kind': 'mlp', 'head.hidden': '' }))).toThrow('head.hidden');
  });
});

describe('a slider', () => {
  const range = fc.constantFrom(
    ...Object.values(ranges),
    { min: 0.1, max: 1000, step: 1, whole: false },
    { min: 0, max: 1.5, step: 0.05, whole: false },
    { min: 0.01, max: 0.99, step: 0.05, whole: false },
    { min: 1, max: 4, step: 1, whole: true },
  );

  test('changes its value to the same side with every move, and keeps to its range', () => {
    const moves = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(range, fc.double({ min: 0, max: 1, noNaN: true }), moves, (own, start, steps) => {
        let value = valueAt(own, Math.round(start * positions(own)), own.min);
        for (const step of steps) {
          const from = positionOf(own, value);
          const to = Math.min(positions(own), Math.max(0, from + step));
          const next = valueAt(own, to, value);
          if (to !== from) expect(Math.sign(next - value)).toBe(Math.sign(to - from));
          expect(next).toBeGreaterThanOrEqual(own.min);
          expect(next).toBeLessThanOrEqual(own.max);
          if (own.whole) expect(Number.isInteger(next)).toBe(true);
          value = next;
        }
      }),
    );
  });

  test('an empty field is no number', () => expect(numberIn(' ')).toBeNaN());
});

describe('the chart of gradient lengths', () => {
  const [curve] = firstCurves().curves;

  test('names a curve by its numbers and by whatever else was changed', () => {
    const text = (loss: string, change = {}) => curveText({ ...curve!, loss, parameters: {}, ...change });
    expect(firstCurves().curves.map(curveText)).toEqual([
      'NormFace s=64 C=1000',
      'NormFace s=20 C=1000',
      'ArcFace s=64 m=0.5 C=1000',
      'CosFace s=64 m=0.35 C=1000',
      'P2SGrad C=1000',
    ]);
    expect(text('arcface', { parameters: { mode: 'easy' }, otherAngle: '70' })).toBe(
      'ArcFace s=64 m=0.5 mode=easy C=1000 θ′=70°',
    );
    expect(text('circle_class')).toBe('Circle loss (classes) γ=256 m=0.25 C=1000');
    expect(text('modified_softmax', { length: '7' })).toBe('Modified softmax |x|=7 C=1000');
  });

  test('gives each curve a style of its own, and a freed one to the next', () => {
    let chart = firstCurves();
    while (chart.curves.length < mostCurves) chart = withNewCurve(chart, curveLoss('arcface'));
    expect(new Set(chart.curves.map(({ style }) => style)).size).toBe(mostCurves);
    const { curves } = withNewCurve(withoutCurve(chart, 2), curveLoss('p2sgrad'));
    expect(curves.at(-1)).toMatchObject({ style: 2, loss: 'p2sgrad' });
  });

  test('shows a loss of the training form once, with its own parameters only', () => {
    const first = firstCurves();
    const once = withCurve(first, curveLoss('cosface'), { scale: '30', mode: 'easy' });
    expect(once.curves.at(-1)!.parameters).toEqual({ scale: '30' });
    const twice = withCurve({ ...once, selected: 0 }, curveLoss('cosface'), { scale: '30' });
    expect(twice).toEqual(once);
    expect(withCurve(first, curveLoss('arcface'), {})).toEqual({ ...first, selected: 2 });
  });

  test.each([
    { classes: '' },
    { classes: '1' },
    { classes: '2.5' },
    { otherAngle: '200' },
    { length: '0' },
    { parameters: { scale: 'x' } },
  ])('asks nothing while %j is typed in', (change) =>
    expect(questionOf({ ...curve!, ...change })).toBeNull(),
  );

  test('the length of the embedding is offered where it counts', async () => {
    const { tf } = await openBackend('cpu');
    for (const loss of losses.filter(isCosineLoss)) {
      const lengths = (norm: number) => {
        const question = { angles: [0.5, 1, 1.5], classes: 10, otherAngle: 1.2, norm };
        return [...gradientLengths(tf, loss, resolveParameters(loss, {}), question).own];
      };
      expect([loss.id, String(lengths(12)) !== String(lengths(60))]).toEqual([
        loss.id,
        loss.usesLength === true,
      ]);
    }
  });

  test('the full pull is the length times the sine, and a relative curve reaches 1', () => {
    const answer = {
      curve: curve!,
      question: questionOf({ ...curve!, otherAngle: '30' })!,
      lengths: {
        own: Float32Array.from(angles, (angle) => angle),
        other: Float32Array.from(angles, () => 2),
      },
    };
    const view = { centre: 'own', quantity: 'pull', scale: 'real' } as const;
    expect(heightsOf(answer, view)[15]).toBeCloseTo(15, 5);
    expect(heightsOf(answer, { ...view, centre: 'other' })[15]).toBeCloseTo(1, 5);
    const relative = heightsOf(answer, { ...view, quantity: 'length', scale: 'relative' });
    expect(relative.at(-2)).toBe(1);
  });

  test('marks of the axis are even, few, and reach above every peak', () => {
    const peak = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(peak, (height) => {
        const marks = marksOf([[Number.POSITIVE_INFINITY, height, 0]]);
        expect(marks.at(-1)!).toBeGreaterThanOrEqual(height * (1 - 1e-5));
        expect(marks.length).toBeLessThanOrEqual(8);
        expect(marks.at(-2)!).toBeLessThan(height);
      }),
    );
  });
});
