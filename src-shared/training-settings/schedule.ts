import { stepSchedule } from './conditions.ts';
import { choice, number } from './setting.ts';
import { epochsUnit } from './units.ts';

/** How the learning rate changes in the course of a run. */
export const schedule = {
  kind: choice({
    title: { en: 'Schedule', ja: 'スケジュール' },
    help: {
      en: 'How the learning rate changes in the course of training.',
      ja: '学習の進行に伴う学習率の変え方です。',
    },
    flag: '--schedule',
    part: 'optimiser',
    default: 'cosine',
    options: [
      {
        value: 'cosine',
        title: { en: 'cosine', ja: '余弦' },
        help: {
          en: 'The learning rate falls to zero along half a cosine.',
          ja: '学習率を余弦の半周期に沿って 0 まで下げます。',
        },
      },
      {
        value: 'step',
        title: { en: 'steps', ja: '段階的' },
        help: { en: 'The learning rate drops at even intervals.', ja: '学習率を一定の間隔で下げます。' },
      },
      {
        value: 'constant',
        title: { en: 'constant', ja: '一定' },
        help: { en: 'The learning rate stays as it is.', ja: '学習率を変えません。' },
      },
    ],
  }),
  every: number({
    title: { en: 'Step interval', ja: '段の間隔' },
    help: {
      en: 'The learning rate drops each time so many epochs are done.',
      ja: '学習率を下げる間隔です。',
    },
    flag: '--every',
    part: 'optimiser',
    when: stepSchedule,
    unit: epochsUnit,
    default: 10,
    min: 1,
    whole: true,
  }),
  factor: number({
    title: { en: 'Step factor', ja: '段ごとの倍率' },
    help: { en: 'Each drop multiplies the learning rate by this.', ja: '段ごとに学習率に掛ける値です。' },
    flag: '--factor',
    part: 'optimiser',
    when: stepSchedule,
    default: 0.1,
    above: 0,
    max: 1,
  }),
  warmupEpochs: number({
    title: { en: 'Warm-up', ja: 'ウォームアップ' },
    help: {
      en: 'The learning rate rises from zero over these epochs.',
      ja: 'この間に学習率を 0 から上げます。',
    },
    flag: '--warmup',
    part: 'optimiser',
    unit: epochsUnit,
    default: 0,
    min: 0,
    max: 1000,
  }),
};
