/** The words of a kept evaluation's figures in Japanese. */
import type { ReportWords } from './words-en.ts';

export const reportJa: ReportWords = {
  protocols: {
    'open-set': '知らない人の中での検索',
    holdout: '登録した人の検索',
    pairs: '顔のペア',
    folders: 'フォルダの写真での検索',
    list: '一覧にあるペア',
    templates: 'テンプレートのペア',
  },
  detail: (people, draws) => (draws === null ? `${people} 人` : `${people} 人・${draws} 回`),
  unseenOnly: 'どのヘッドも学習に使っていない人だけです。',
  trainedUnknown: (head) => `${head} がこれらの写真で学習したかどうかは分かりません。`,
  lost: (photos) =>
    `${photos} 枚の写真で顔が見つかりませんでした。認識できなかったものとして数え、そのペアは退けたものとします`,
  lostOfTemplates: (photos) =>
    `${photos} 枚の写真で顔が見つかりませんでした。テンプレートには残りの写真だけを使います`,
  countedTemplates: (photos, media, templates, unpaired) =>
    `一覧にはテンプレート ${templates.toLocaleString('ja')} 個（メディア ${media.toLocaleString('ja')} 個、写真 ${photos.toLocaleString('ja')} 枚）があります${unpaired === 0 ? '' : `（うち ${unpaired} 個はどのペアにもありません）`}。同じ人のペアでつながるテンプレートは 1 人と数えます。`,
  lostTemplates: (templates, same, different) =>
    `テンプレート ${templates} 個には顔が一つもありません。同じ人のペア ${same.toLocaleString('ja')} 組と別人のペア ${different.toLocaleString('ja')} 組は退けたものとします。`,
  summaryOfDraws: (unknown, each, draws) =>
    `${unknown === null ? '' : `知らない人 ${unknown} %・`}1 人 ${each} 枚・${draws} 回`,
  dir: '検出・識別率',
  overPeople: '人についての 95 % 区間',
  difference: (head) => `${head} との差`,
  tooFew: '少なすぎて不明',
  first: '1 位になる割合',
  amongFive: '5 位までに入る割合',
  ranks: '上位に本人が入る割合（CMC）',
  rank: '順位',
  firstTitle: '本人が 1 位になる割合',
  countedSearch: (probes, people, photos, strangers) =>
    `全回の合計で、${people} 人の ${probes} 枚と、知らない ${strangers} 人の ${photos} 枚を検索しました。`,
  countedHoldout: (probes, people) =>
    `全回の合計で、${people} 人の ${probes} 枚を検索しました。全員を登録するため、知らない人もしきい値もありません。`,
  countedPairs: (same, different, people) =>
    `${people} 人の、同じ人のペア ${same.toLocaleString('ja')} 組と別人のペア ${different.toLocaleString('ja')} 組で数えました。`,
  accuracy: '正解率',
  accuracyHelp: (folds) =>
    `正解率は ${folds} 分割の平均 ± 標準偏差です。各分割は、ほかの分割で最も良いしきい値で判定します。`,
  trainedOn: (head, people, of, faces) =>
    people === 0
      ? `${head} はこの人たちを見たことがありません。`
      : `${head} は ${of} 人のうち ${people} 人で学習しています。学習に使った顔 ${faces} 個は登録だけに使い、検索には使いません。学習に使っていない人では、結果がこれより悪いことがあります。`,
  tar: '本人受入率',
  ofPairs: (pairs, people) => `${pairs.toLocaleString('ja')} 組${people === null ? '' : `・${people} 人`}`,
  ofPhotos: (photos) => `${photos.toLocaleString('ja')} 枚`,
  reportTitle: (name) => `評価 ${name}`,
  reportNote: 'このレポートには顔も名前も含まれません。',
  groupings: (by: string) => ({ quality: '品質', pose: '横向きの度合い', age: '撮影時の年齢' })[by] ?? by,
  group: 'グループ',
  groupPeople: '人数',
  groupFaces: '顔',
  notFound: '顔の未検出',
  groupsTitle: (by: string, head: string) => `${by}別、${head}`,
  groupsHelp: (rate: string) =>
    `両方の顔がそのグループにあるペアを、全ペアの FAR ${rate} のしきい値で数えます。10 人未満では判断できません。差の区間は、そのグループを選んだことを考慮しています。`,
  noGap: (what: string) => `${what}: 比べられるグループが足りません。`,
  gap: (what: string, most: string, least: string, value: string, interval: string, isSure: boolean) =>
    `${what}: ${most} は ${least} と ${value} ポイント${interval}の差${isSure ? '。' : '。偶然かもしれません。'}`,
  /** How long it took. */
  took: (seconds) => `${seconds} 秒`,
};
