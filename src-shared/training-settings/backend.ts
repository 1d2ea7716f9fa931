import { backendIds } from '../backend-ids.ts';
import { sameText } from '../text.ts';
import { choice } from './setting.ts';

/** What training computes on. `auto` is the first of its options. */
export const backend = choice({
  title: { en: 'Computes on', ja: '計算環境' },
  help: {
    en: 'What training computes on, if it is not to be the fastest that works.',
    ja: '学習の計算に使うものです。選ばなければ、使えるもののうち最も速いものを使います。',
  },
  flag: '--backend',
  part: 'training',
  default: 'auto',
  options: [
    { value: 'auto', title: { en: 'fastest that works', ja: '動くうちで最も速いもの' } },
    ...backendIds.map((value) => ({ value, title: sameText(value) })),
  ],
});
