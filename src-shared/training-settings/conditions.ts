/** When settings have an effect. */
import type { Condition } from './setting.ts';

export const linearHead: Condition = {
  title: { en: 'linear head', ja: '線形ヘッド' },
  holds: (value) => value('head.kind') === 'linear',
};

export const mlp: Condition = {
  title: { en: 'MLP', ja: 'MLP' },
  holds: (value) => value('head.kind') === 'mlp',
};

export const sgd: Condition = {
  title: { en: 'SGD', ja: 'SGD' },
  holds: (value) => value('optimiser.kind') === 'sgd',
};

export const stepSchedule: Condition = {
  title: { en: 'step schedule', ja: '段階的スケジュール' },
  holds: (value) => value('schedule.kind') === 'step',
};

export const lossWithCentres: Condition = {
  title: { en: 'loss with class centres', ja: 'クラス中心を持つ損失' },
  holds: (_, { hasCentres }) => hasCentres,
};

export const sampledClasses: Condition = {
  title: {
    en: 'most softmax losses on cosines, without a regulariser',
    ja: '余弦の softmax 損失の多くで、正則化のない場合',
  },
  holds: (_, { canSampleClasses }) => canSampleClasses,
};

export const peopleKeptOut: Condition = {
  title: { en: 'people kept out', ja: '取り分けた人がいる場合' },
  holds: (value) => Number(value('strangers')) > 0,
};

export const fromPretrained: Condition = {
  title: { en: '128 numbers, from the pretrained layer', ja: '学習済みの層からの 128 次元' },
  holds: (value) => Number(value('head.dim')) === 128 && value('head.init') === 'pretrained',
};

export const photosByPerson: Condition = {
  title: { en: 'batches of people × photos', ja: '「人 × 写真」のバッチ' },
  holds(value, { comparesSamples }) {
    const kind = value('sampler.kind');
    return kind === 'identities' || (kind === 'auto' && comparesSamples);
  },
};
