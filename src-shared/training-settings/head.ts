import { sameText } from '../text.ts';
import { linearHead, mlp } from './conditions.ts';
import { choice, number, onOff } from './setting.ts';

const sizes = [2, 3, 64, 128, 256, 512] as const;

/** The network that turns features into embeddings. */
export const head = {
  kind: choice({
    title: { en: 'Kind', ja: '種類' },
    help: {
      en: 'A linear head is one matrix; an MLP has a hidden layer before it.',
      ja: '線形のヘッドは行列一つです。MLP はその前に隠れ層を一つ持ちます。',
    },
    flag: '--head',
    part: 'head',
    default: 'linear',
    options: [
      { value: 'linear', title: { en: 'linear', ja: '線形' } },
      { value: 'mlp', title: sameText('MLP') },
    ],
  }),
  dim: choice({
    title: { en: 'Embedding size', ja: '埋め込みの次元' },
    help: {
      en: 'How many numbers an embedding has; 2 and 3 can be drawn as they are.',
      ja: '埋め込みの数値の個数です。2 と 3 はそのまま図にできます。',
    },
    flag: '--dim',
    part: 'head',
    default: 128,
    options: sizes.map((value) => ({ value, title: sameText(String(value)) })),
  }),
  init: choice({
    title: { en: 'Start from', ja: '初期値' },
    help: {
      en: "Whether training starts from the backbone's pretrained last layer or from random weights.",
      ja: '学習をバックボーンの学習済みの最終層から始めるか、乱数から始めるかです。',
    },
    flag: '--init',
    part: 'head',
    when: linearHead,
    default: 'pretrained',
    options: [
      { value: 'pretrained', title: { en: 'pretrained layer', ja: '学習済みの層' } },
      { value: 'random', title: { en: 'random weights', ja: '乱数' } },
    ],
  }),
  hidden: number({
    title: { en: 'Hidden width', ja: '隠れ層の幅' },
    help: { en: 'How many units the hidden layer has.', ja: '隠れ層のユニットの数です。' },
    flag: '--hidden',
    part: 'head',
    when: mlp,
    default: 256,
    min: 8,
    max: 2048,
    whole: true,
  }),
  dropout: number({
    title: { en: 'Dropout', ja: 'ドロップアウト' },
    help: {
      en: 'Share of the hidden layer that each training step drops.',
      ja: '学習の各ステップで落とす隠れ層の割合です。',
    },
    flag: '--dropout',
    part: 'head',
    when: mlp,
    default: 0,
    min: 0,
    max: 0.9,
  }),
  batchNorm: onOff({
    title: { en: 'Batch normalisation', ja: 'バッチ正規化' },
    help: { en: 'Normalises the hidden layer over each batch.', ja: '隠れ層をバッチごとに正規化します。' },
    flag: '--batch-norm',
    part: 'head',
    when: mlp,
  }),
};
