/** The words of tags in Japanese. */
import type { tagsEn } from './tags-en.ts';

/** タグの言葉（日本語）。 */
export const tagsJa: typeof tagsEn = {
  title: 'タグ',
  any: '指定なし',
  named: ({ name, value }) => (value === null ? name : `${name}: ${value}`),
  tag: 'タグを付ける…',
  trainWithout: 'これらを除いて学習…',
  name: 'タグ',
  value: '値',
  valueHelp: '「評価」では、タグの値ごとのグループを比べます。',
  yes: 'はい',
  leftOut: '学習に使わない',
  help: 'タグは顔に、または人物とそのすべての顔に付きます。ライブラリと球面の絞り込みと、「評価」のグループ分けに使えます。',
  trainHelp:
    '選択したものにこのタグを付け、このタグのある顔をすべて除いて学習します。タグは学習の記録に残るので、同じ学習を繰り返せます。',
  tagNow: 'タグを付ける',
  tagAndTrain: 'タグを付けて「学習」へ',
  takeAway: 'このタグを外す',
  all: 'タグ',
  takeAwayNamed: (tag) => `タグ「${tag}」を外す`,
  ofAll: { face: '顔のタグ', photo: '写真のタグ', person: '人物のタグ' },
  unnamed: (faces) => `名前のない顔 ${faces} 個にはタグが付きませんでした。先に名前を付けてください。`,
  without: '次のタグの顔を除く',
  nothing: 'なし',
  leftOutOf: (faces, tag) => `タグ「${tag}」の顔 ${faces} 個を除きます。`,
};
