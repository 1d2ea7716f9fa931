import { photosByPerson } from './conditions.ts';
import { choice, number } from './setting.ts';

/** Which photos make up a batch. */
export const sampler = {
  kind: choice({
    title: { en: 'Batches', ja: 'バッチの作り方' },
    help: { en: 'Which photos make up a batch.', ja: 'バッチに入れる写真の選び方です。' },
    flag: '--sampler',
    part: 'photos',
    default: 'auto',
    options: [
      {
        value: 'auto',
        title: { en: 'by the loss', ja: '損失に合わせる' },
        help: {
          en: 'People × photos for losses that compare photos with each other, random photos for the others.',
          ja: '写真どうしを比べる損失では「人 × 写真」、他の損失では「無作為」です。',
        },
      },
      {
        value: 'uniform',
        title: { en: 'random photos', ja: '無作為' },
        help: {
          en: 'Every photo once in an epoch, in random order.',
          ja: 'エポックごとにすべての写真を一度ずつ、無作為な順で使います。',
        },
      },
      {
        value: 'identities',
        title: { en: 'people × photos', ja: '人 × 写真' },
        help: {
          en: 'Some people, and several photos of each.',
          ja: '何人かを選び、それぞれの写真を数枚ずつ使います。',
        },
      },
      {
        value: 'balanced',
        title: { en: 'equal shares', ja: '均等' },
        help: {
          en: 'Everybody as often as everybody else, however many photos there are.',
          ja: '写真の枚数によらず、全員を同じ回数だけ使います。',
        },
      },
    ],
  }),
  perPerson: number({
    title: { en: 'Photos of each person', ja: '一人あたりの写真' },
    help: {
      en: 'How many photos of a person a batch takes together.',
      ja: '一つのバッチにまとめて入れる一人あたりの枚数です。',
    },
    flag: '--per-person',
    part: 'photos',
    when: photosByPerson,
    default: 4,
    min: 2,
    max: 64,
    whole: true,
  }),
};
