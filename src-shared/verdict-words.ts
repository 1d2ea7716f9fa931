/** A verdict in words, in both languages: the command line, the report and the window say the same. */
import type { HeadVerdict } from './contract/index.ts';
import type { Text } from './text.ts';

export const standingWords: Readonly<Record<HeadVerdict['standing'], Text>> = {
  better: { en: 'better than pretrained', ja: '元のヘッドより良い' },
  asGood: { en: 'as good as pretrained', ja: '元のヘッドと同等' },
  worse: { en: 'worse than pretrained', ja: '元のヘッドより悪い' },
  unknown: { en: 'cannot be told', ja: '判定できない' },
};

export const noVerdictWords: Text = { en: 'no verdict', ja: '判定なし' };

/** Whom the three parts of a verdict speak of, and by which figure. */
export const judgedWords: Readonly<Record<'trained' | 'unseen' | 'strangers', Text>> = {
  trained: { en: 'these people (DIR at FAR 1 %)', ja: 'この人たち（FAR 1 % での DIR）' },
  unseen: { en: 'people never seen (DIR at FAR 1 %)', ja: '学習に使っていない人（FAR 1 % での DIR）' },
  strangers: { en: 'strangers (EER)', ja: '知らない人（EER）' },
};

export const adviceWords: Readonly<Record<HeadVerdict['advice'], Text>> = {
  take: {
    en: 'Take this head in place of pretrained.',
    ja: '元のヘッドの代わりにこのヘッドを使ってください。',
  },
  takeForThese: {
    en: 'Take this head if only these people are to be recognised; train it again as others come.',
    ja: 'この人たちだけを認識するなら使ってください。人が増えたら学習し直してください。',
  },
  noGain: {
    en: 'Keep pretrained: the trained head is as good, and would have to be trained again as people come and go.',
    ja: '元のヘッドのままにしてください。同等ですが、人が変わるたびに学習し直す必要があります。',
  },
  keepPretrained: { en: 'Keep pretrained.', ja: '元のヘッドのままにしてください。' },
  tooFew: {
    en: 'Keep pretrained: there are too few people or photos to tell whether the trained head is better.',
    ja: '元のヘッドのままにしてください。人か写真が少なすぎて、良くなったかを判定できません。',
  },
  mixed: {
    en: 'Keep pretrained: the trained head is better in one way and worse in another.',
    ja: '元のヘッドのままにしてください。良くなった点も悪くなった点もあります。',
  },
};
