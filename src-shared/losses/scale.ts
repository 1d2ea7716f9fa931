import type { NumberParameter } from './loss.ts';

/** The parameter s that the cosine softmax losses share. */
export function scaleParameter(paperDefault: number): NumberParameter {
  return {
    kind: 'number',
    title: { en: 'Scale s', ja: 'スケール s' },
    default: paperDefault,
    min: 0.1,
    max: 1000,
    step: 1,
    unit: '',
    description: {
      en: 'Multiplies the cosines before the softmax: too small and the loss never rests, too large and it rests too soon.',
      ja: 'ソフトマックスの前に余弦に掛ける値。小さすぎると損失が収まらず、大きすぎるとすぐに学習が止まります。',
    },
  };
}
