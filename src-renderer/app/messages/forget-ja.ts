/** The words of forgetting somebody for ever, in Japanese. */
import type { forgetEn } from './forget-en.ts';

/** 完全な消去の言葉（日本語）。 */
export const forgetJa: typeof forgetEn = {
  action: '完全に消去…',
  title: (name) => `${name} を完全に消去しますか`,
  help: (name) =>
    `ライブラリにある ${name} についての情報をすべて消去します。「元に戻す」でも復元できません。見えなくするだけなら「非表示にする」を使ってください。`,
  headsTitle: (name) => `${name} で学習したヘッド`,
  head: (name, centres) => `${name}（この人のクラス中心 ${centres} 個）`,
  headsQuestion: 'これらのヘッドをどうしますか',
  heads: { rebuild: 'クラス中心だけを除いて残す', drop: '学習の記録ごと削除する' },
  headsHelp: (name) => ({
    rebuild: `残りの重みも、${name} の顔を使って学習したものです。`,
    drop: 'この人の顔から学習したものは残りません。使用中のヘッドがあれば、元のヘッドに切り替わります。',
  }),
  goes: '消えるもの',
  names: '名前',
  faces: '顔（特徴と画像を含む）',
  photos: '写真の記録（全体が消えるもの）',
  photosKept: 'ほかの人も写る写真（この人の顔だけが消えます）',
  photosLoose: 'パスに名前を含む、ほかの人も写る写真（ほかの顔は写真なしで残ります）',
  journalEntries: '履歴の変更（「消去した」とだけ残ります）',
  evaluations: '評価（数値は残り、この顔だけが消えます）',
  backups: 'ライブラリのフォルダにあるバックアップ',
  stoppedRuns: '再開できなくなる、途中の学習',
  stays: '残るもの',
  photoFiles: 'ライブラリの外にある写真ファイル',
  exportedFiles: '書き出したファイル（消したい場合は、先に書き出しを元に戻してください）',
  notes: 'この名前が出てくる、ほかの人や学習の記録のメモ',
  comesBack: (name) =>
    `${name} の写真があるフォルダをもう一度読み込むと、${name} は再びライブラリに入ります。ほかの場所のバックアップは消えません。`,
  typeName: (name) => `確認のため「${name}」と入力してください`,
  confirm: '完全に消去する',
  working: 'ライブラリを消去しています。写真が多いと時間がかかります。',
  doneTitle: (name) => `${name} を消去しました`,
  doneAt: (at) => `${at} に消去しました。`,
  rebuilt: 'クラス中心を除いて残したヘッド',
  dropped: '削除したヘッド',
  went: '消えたもの',
  complete: 'ライブラリのファイルには何も残っていません。',
  stillOn: '接続できないか処理中のため、まだ残っているデータベース（次にそこで顔を検索するときに消えます）',
  shared:
    '共有ギャラリーからこのライブラリの顔を取り除きました（ほかの人が送った顔は、所有者がそこで消去するまで残ります）',
  stillShared:
    '接続できないか権限がなく、まだ残っているかもしれない共有ギャラリー（次の tammes gallery share push で、このライブラリの顔が消えます）',
  incomplete:
    '別のプログラムがライブラリを開いているため、ファイルに痕跡が残っている可能性があります。そのプログラムを終了し、ライブラリを開き直すと消えます。',
};
