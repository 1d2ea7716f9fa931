import { describe, expect, test } from 'vitest';
import {
  curveLoss,
  curveText,
  firstCurves,
  mostCurves,
  questionOf,
  withCurve,
  withNewCurve,
  withoutCurve,
} from '../../../../src-renderer/screens/losses/curves.ts';
import {
  gradientLengths,
  isCosineLoss,
  losses,
  resolveParameters,
} from '../../../../src-shared/losses/index.ts';
import { openBackend } from '../../../backends.ts';

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

  test('gives each curve another style, and a freed style to the next curve', () => {
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

  test('the length of the embedding is offered if it matters', async () => {
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
});
