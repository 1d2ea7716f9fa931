import { fromPretrained, peopleKeptOut } from './conditions.ts';
import { choice, number, onOff, optionalNumber } from './setting.ts';

/**
 * How a run is judged by people it does not train on, and what follows from that. Stored specs of runs that were made before
 * this have values that leave it out.
 */
export const judging = {
  strangers: number({
    title: { en: 'Share of people kept out', ja: '取り分ける人の割合' },
    help: {
      en: 'Share of the people with several photos who are kept out of training, to judge the head on people whom it has never seen. Training is repeated with other people kept out until 300 people have judged, at most five times.',
      ja: '複数の写真がある人のうち、学習に使わず、知らない人での評価に残す割合です。残した人が合わせて 300 人になるまで、人を替えて学習を繰り返します（最大 5 回）。',
    },
    flag: '--strangers',
    part: 'judging',
    default: 0.2,
    min: 0,
    max: 0.5,
  }),
  share: optionalNumber({
    title: { en: 'Share of the way', ja: '進む割合' },
    help: {
      en: 'How far the head goes from the pretrained head (0) to the trained head (1). If you give no value, the people kept out decide.',
      ja: '元のヘッド（0）から学習したヘッド（1）までのどこを取るかです。指定しなければ、取り分けた人で決めます。',
    },
    flag: '--share',
    part: 'judging',
    when: fromPretrained,
    empty: { en: 'chosen', ja: '自動' },
    min: 0,
    max: 1,
  }),
  refit: onOff({
    title: { en: 'Train on everybody in the end', ja: '最後に全員で学習する' },
    help: {
      en: 'After the head is judged, trains it again on everybody, for the same number of epochs.',
      ja: '評価の後、同じエポック数だけ全員で学習し直します。',
    },
    flag: '--no-refit',
    part: 'judging',
    when: peopleKeptOut,
    default: true,
  }),
  select: choice({
    title: { en: 'Chosen by', ja: '選ぶ基準' },
    help: {
      en: 'The measure that chooses the share of the way and, with patience, the best epoch.',
      ja: '進む割合と、早期終了での最良のエポックを選ぶ基準です。',
    },
    flag: '--select',
    part: 'judging',
    default: 'dir@1%',
    options: [
      { value: 'dir@1%', title: { en: 'DIR at FAR 1 %', ja: 'FAR 1 % での DIR' } },
      { value: 'dir@10%', title: { en: 'DIR at FAR 10 %', ja: 'FAR 10 % での DIR' } },
      { value: 'top1', title: { en: 'top-1', ja: 'top-1' } },
      {
        value: 'loss',
        title: { en: 'training loss', ja: '学習の損失' },
        help: {
          en: 'The best epoch has the lowest training loss; the share of the way is chosen by DIR at FAR 1 %.',
          ja: '最良のエポックは学習の損失で選び、進む割合は FAR 1 % での DIR で選びます。',
        },
      },
    ],
  }),
};
