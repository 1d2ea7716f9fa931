/** What two libraries say differently, in words: the command line and the window say the same. */
import type { MergeConflict, MergeConflictKind } from './contract/index.ts';
import type { Text } from './text.ts';

/** What is different, in few words. */
export const conflictWords: Readonly<Record<MergeConflictKind, Text>> = {
  name: { en: 'whose face it is', ja: 'だれの顔か' },
  refused: { en: 'whether it is this person', ja: 'この人かどうか' },
  stranger: { en: 'a stranger here, named there', ja: 'こちらでは知らない人、あちらでは名前あり' },
  'face-removed': { en: 'a face that was taken away here', ja: 'こちらで削除した顔' },
  'face-kept': { en: 'a face that was taken away there', ja: 'あちらで削除した顔' },
  note: { en: 'note', ja: 'メモ' },
  'birth-year': { en: 'year of birth', ja: '生まれた年' },
  consent: { en: 'consent', ja: '同意' },
  portrait: { en: 'portrait', ja: '代表の顔' },
  hidden: { en: 'hidden or shown', ja: '表示・非表示' },
  ignored: { en: 'suggested or not', ja: '提案するか' },
  alias: { en: 'whom this name in files means', ja: 'ファイル内のこの名前がだれを指すか' },
};

/** What each of the two says; empty if the kind says it all. */
export function conflictSides({ kind, here, there }: MergeConflict): { here: Text; there: Text } {
  const yesNo: Readonly<Record<string, Text>> = {
    yes: { en: 'yes', ja: 'はい' },
    no: { en: 'no', ja: 'いいえ' },
  };
  const nobody: Text = { en: 'not this person', ja: 'この人ではない' };
  const side = (text: string): Text => {
    if (kind === 'hidden' || kind === 'ignored') return yesNo[text]!;
    return kind === 'refused' && text === '' ? nobody : { en: text, ja: text };
  };
  return { here: side(here), there: side(there) };
}
