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

export const photosByPerson: Condition = {
  title: { en: 'batches of people × photos', ja: '「人 × 写真」のバッチ' },
  holds(value, { comparesSamples }) {
    const kind = value('sampler.kind');
    return kind === 'identities' || (kind === 'auto' && comparesSamples);
  },
};
