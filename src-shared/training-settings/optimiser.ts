import { sameText } from '../text.ts';
import { sgd } from './conditions.ts';
import { choice, number, optionalNumber } from './setting.ts';

/** How gradients change the weights. */
export const optimiser = {
  kind: choice({
    title: { en: 'Optimiser', ja: '最適化手法' },
    help: {
      en: 'How gradients change the weights: Adam, or SGD with momentum.',
      ja: '勾配から重みを更新する方法です（Adam、またはモーメンタム付き SGD）。',
    },
    flag: '--optimiser',
    part: 'optimiser',
    default: 'adam',
    options: [
      { value: 'adam', title: sameText('Adam') },
      { value: 'sgd', title: sameText('SGD') },
    ],
  }),
  learningRate: number({
    title: { en: 'Learning rate', ja: '学習率' },
    help: {
      en: 'How far a step moves the weights, before the schedule changes it.',
      ja: '1 ステップで重みを動かす大きさです。スケジュールで変わる前の値です。',
    },
    flag: '--lr',
    part: 'optimiser',
    default: 0.001,
    above: 0,
    max: 10,
  }),
  momentum: number({
    title: { en: 'Momentum', ja: 'モーメンタム' },
    help: { en: 'Share of a step that the next one keeps.', ja: '前の更新を次の更新に残す割合です。' },
    flag: '--momentum',
    part: 'optimiser',
    when: sgd,
    default: 0.9,
    min: 0,
    below: 1,
  }),
  weightDecay: number({
    title: { en: 'Weight decay', ja: '重み減衰' },
    help: {
      en: 'How strongly each step pulls the weight matrices towards zero.',
      ja: '各ステップで重みの行列を 0 へ引く強さです。',
    },
    flag: '--weight-decay',
    part: 'optimiser',
    default: 0.0005,
    min: 0,
    max: 1,
  }),
  clip: optionalNumber({
    title: { en: 'Longest gradient', ja: '勾配の長さの上限' },
    help: {
      en: 'All gradients together are made no longer than this.',
      ja: 'すべての勾配を合わせた長さがこれを超えないようにします。',
    },
    flag: '--clip',
    part: 'optimiser',
    above: 0,
  }),
  averageDecay: optionalNumber({
    title: { en: 'Average of weights', ja: '重みの平均' },
    help: {
      en: 'Decay of the moving average of the weights that the head takes in the end, for example 0.99.',
      ja: '最後にヘッドが使う移動平均の減衰率です（例: 0.99）。',
    },
    flag: '--average',
    part: 'optimiser',
    min: 0,
    below: 1,
  }),
};
