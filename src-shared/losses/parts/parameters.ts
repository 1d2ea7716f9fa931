/** Parameters that several losses share, and reading and checking their values. */
import { TammesError } from '../../errors/index.ts';
import type { Text } from '../../text.ts';
import type { ChoiceParameter, NumberParameter, Parameter, ParameterValues } from './loss.ts';

/** A number parameter. */
export function numberParameter(
  title: Text,
  range: Omit<NumberParameter, 'kind' | 'title' | 'description' | 'unit'> & { unit?: string },
  description: Text,
): NumberParameter {
  return { kind: 'number', title, unit: '', ...range, description };
}

/** The parameter s that the cosine losses share. */
export function scaleParameter(paperDefault: number): NumberParameter {
  return numberParameter(
    { en: 'Scale s', ja: 'スケール s' },
    { default: paperDefault, min: 0.1, max: 1000, step: 1 },
    {
      en: 'Multiplies the cosines before the softmax. If it is too small, samples are pulled for ever; if it is too large, the pull ends too early.',
      ja: 'ソフトマックスの前に余弦に掛ける値。小さすぎると損失が収まらず、大きすぎるとすぐに学習が止まります。',
    },
  );
}

const marginTitle: Text = { en: 'Margin m', ja: 'マージン m' };

/** A margin in angle, radians. */
export function angularMargin(paperDefault: number): NumberParameter {
  return numberParameter(
    marginTitle,
    { default: paperDefault, min: 0, max: 1.5, step: 0.05, unit: 'rad' },
    {
      en: 'The angle by which the class centre has to be nearer than every other.',
      ja: '自分のクラス中心が他のどの中心よりも近くなければならない角度です。',
    },
  );
}

/** A margin in cosine. */
export function cosineMargin(paperDefault: number): NumberParameter {
  return numberParameter(
    marginTitle,
    { default: paperDefault, min: 0, max: 1, step: 0.05 },
    {
      en: 'By how much the cosine to the class centre has to exceed every other.',
      ja: '自分のクラスの余弦が他より大きくなければならない差です。',
    },
  );
}

/** Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016, section 7. */
export const labelSmoothing = numberParameter(
  { en: 'Label smoothing', ja: 'ラベル平滑化' },
  { default: 0, min: 0, max: 0.5, step: 0.05 },
  {
    en: 'The share of the target that is spread evenly over all classes, so that no sample is pulled for ever.',
    ja: '目標のうち全クラスに均等に配る割合。どのサンプルも際限なく引かれなくなります。',
  },
);

/** Whether the gradient is that of the value, or leaves the margin's slope out as some published code does. */
export const gradientParameter: ChoiceParameter = {
  kind: 'choice',
  title: { en: 'Gradient', ja: '勾配' },
  default: 'exact',
  description: { en: 'What is done with the slope of the margin.', ja: 'マージンの傾きの扱いです。' },
  options: [
    {
      value: 'exact',
      title: { en: 'exact', ja: '厳密' },
      description: { en: 'The gradient of the value.', ja: '値そのものの勾配です。' },
    },
    {
      value: 'straightThrough',
      title: { en: 'straight-through', ja: 'ストレートスルー' },
      description: {
        en: "The margin's slope counts as 1, as in some published code. The gradient is then not that of the value.",
        ja: '一部の公開コードのように傾きを1とみなします。値の勾配ではなくなります。',
      },
    },
  ],
};

/** A choice of yes and no. */
export function yesNoParameter(
  title: Text,
  value: boolean,
  description: Text,
  yes: Text,
  no: Text,
): ChoiceParameter {
  return {
    kind: 'choice',
    title,
    default: value ? 'yes' : 'no',
    description,
    options: [
      { value: 'yes', title: { en: 'yes', ja: 'はい' }, description: yes },
      { value: 'no', title: { en: 'no', ja: 'いいえ' }, description: no },
    ],
  };
}

/** A number parameter's value. */
export function numberOf(values: ParameterValues, name: string): number {
  return Number(values[name]);
}

/**
 * Parameters, complete: what is not given takes its default.
 * @param title of what they belong to, for messages.
 * @throws TammesError 'bad-input' that names the parameter and what it may be.
 */
export function resolveParameters(
  { title, parameters }: { title: string; parameters: Readonly<Record<string, Parameter>> },
  given: ParameterValues,
): ParameterValues {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(parameters, name)) continue;
    throw new TammesError('parameter-unknown', { owner: title, name, known: Object.keys(parameters) });
  }
  const resolved: Record<string, number | string> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = given[name] ?? parameter.default;
    if (parameter.kind === 'number') {
      const { min, max, unit, whole = false } = parameter;
      const isFit = typeof value === 'number' && value >= min && value <= max;
      if (!isFit || (whole && !Number.isInteger(value))) {
        throw new TammesError('parameter-out-of-range', { name, value, min, max, unit, whole });
      }
    } else if (!parameter.options.some((option) => option.value === value)) {
      throw new TammesError('parameter-not-an-option', {
        name,
        value,
        options: parameter.options.map((option) => option.value),
      });
    }
    resolved[name] = value;
  }
  return resolved;
}
