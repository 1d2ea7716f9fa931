/** 写真のないライブラリになるベクトルの言葉（日本語）。 */
import type { importVectorsEn } from './import-vectors-en.ts';

export const importVectorsJa: typeof importVectorsEn = {
  open: 'ベクトルを取り込む…',
  noPhotos: '写真がない、または見せられない場合は、顔のベクトルでも始められます。',
  title: 'ベクトルを取り込む',
  text: '1 行が、画像のない一つの顔です。学習、学習の記録、評価、球面は写真と同じように使えます。ライブラリと人物には灰色のシルエットが表示されます。',
  vectors: 'ベクトルのファイル',
  vectorsHelp: 'feature 列のある npz、CSV、Parquet。person 列と shot 列があってもかまいません。',
  labels: 'ラベルのファイル（別にある場合）',
  labelsHelp:
    'person 列が必要です。両方のファイルに face 列があればその値で、なければ行の順番で対応させます。',
  network: 'ネットワーク（組み込み以外で作った場合）',
  networkHelp: '名前（例: arcface-r50）。指定すると、ベクトルの次元数は自由です。',
  networkWrong:
    '名前は 40 文字までで、使えるのは文字、数字、空白、ピリオド、ハイフン、アンダースコアです。先頭は文字か数字にしてください。',
  into: '新しいライブラリ',
  intoHelp: 'まだないフォルダ。開いているライブラリはそのままです。',
  intoOwn: '開いているライブラリは空なので、そこに入ります。',
  looking: 'ファイルを読み込み中…',
  found: '見つかったもの',
  rows: 'ベクトル',
  rowsOf: (rows, size) => `${rows} 行、各 ${size} 個の数`,
  people: '人物',
  peopleOf: (people, unnamed) =>
    unnamed === 0 ? `${people} 人` : `${people} 人。名前のないベクトルが ${unnamed} 行`,
  shots: 'ショット',
  sample: '名前',
  sampleOf: (name, rows) => `${name}（${rows}）`,
  nobody: 'どのベクトルにも名前がないため、誰も学習できません。ラベルのファイルを選んでください。',
  now: '取り込む',
  importing: 'ベクトルを取り込み中',
  imported: (rows) => `ベクトルを ${rows} 行取り込みました。`,
  made: (command) => `新しいライブラリができました。次のコマンドで開きます: ${command}`,
  unknown: (name) => `ファイル ${name} の場所はブラウザから分かりません。一覧から選んでください。`,
};
