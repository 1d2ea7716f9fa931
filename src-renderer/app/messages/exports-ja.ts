/** The words of what is written outside of the library, in Japanese. */
import type { exportsEn } from './exports-en.ts';

/** 書き出しの言葉（日本語）。 */
export const exportsJa: typeof exportsEn = {
  action: '名前を他のソフト用に書き出す (XMP)…',
  title: '名前を他のソフト用に書き出す (XMP)',
  help: '名前のある顔が写る写真ごとに、photo.jpg.xmp のようなサイドカーファイルを写真の横に書きます。digiKam などが、だれがどこに写っているかを読み取れます。すでにあれば名前だけを加え、ほかの内容はそのまま残します。写真は変更しません。全体を元に戻せます。',
  which: '対象の写真',
  allPhotos: 'ライブラリ全体',
  looking: '書き出す内容を調べています…',
  nobody: '名前のある顔が写る写真がないため、書き出すものはありません。',
  wouldWrite: (made, changed) =>
    made + changed === 0
      ? '書き出すものはありません。'
      : [
          ...(made > 0 ? [`ファイル ${made} 個を作ります。`] : []),
          ...(changed > 0 ? [`ファイル ${changed} 個を変更します。`] : []),
        ].join(''),
  wouldNot: (same, refused) =>
    [
      ...(same > 0 ? [`${same} 個にはすでにすべての名前があります。`] : []),
      ...(refused > 0 ? [`${refused} 個には触れません。`] : []),
    ].join(''),
  examples: '書き出すファイル',
  refused: '触れないファイル',
  changes: { new: '新規', changed: '変更' },
  more: (shown, total) => `${total} 個のうち最初の ${shown} 個を表示しています。`,
  write: (count) => (count === 0 ? '書き出す' : `${count} 個のファイルを書き出す`),
  writing: 'サイドカーファイルを書き込み中',
  doneOf: (done, total) => `写真 ${total} 枚中 ${done} 枚`,
  list: 'これまでの書き出し',
  kinds: {
    xmp: 'サイドカーファイル (XMP)',
    sort: '人ごとのコピー',
    person: '一人の全データ',
    head: 'ヘッド',
    data: '人の名前を含むデータ',
  },
  besidePhotos: '写真と同じ場所',
  entry: (files, madeAt) => `ファイル ${files} 個、${madeAt}`,
  undone: '元に戻しました',
  undo: '元に戻す',
  undoOf: (kind, madeAt) => `元に戻す: ${kind}、${madeAt}`,
  written: (count, skipped) =>
    `ファイル ${count} 個を書き出しました${skipped > 0 ? `（${skipped} 個は飛ばしました）` : ''}。`,
  writtenTo: (path) => `書き出しました: ${path}`,
  nothingWritten: (skipped) =>
    skipped > 0
      ? `何も書き出していません（${skipped} 個は飛ばしました）。`
      : '書き出すものはありませんでした。',
  undoneNow: (removed, restored, kept) =>
    [
      `元に戻しました: 削除 ${removed} 個`,
      ...(restored > 0 ? [`元の内容に復元 ${restored} 個`] : []),
      ...(kept.length > 0 ? [`その後に変更されたため残したもの ${kept.length} 個（例: ${kept[0]}）`] : []),
    ]
      .join('、')
      .concat('。'),
  data: {
    action: 'ヘッドとデータを書き出す…',
    ofHead: '書き出す…',
    ofHeadLong: (head) => `${head} を書き出す`,
    title: 'ヘッドとデータの書き出し',
    what: '書き出すもの',
    kinds: {
      head: 'ヘッド',
      model: 'ヘッドとバックボーン',
      features: 'すべての顔の特徴量',
      embeddings: 'すべての顔の埋め込み',
      scores: '顔のスコア',
      labels: 'ラベル',
    },
    help: {
      head: '特徴量（バックボーンが顔ごとに出す数の列）を、長さ 1 の埋め込みに変換します。',
      model:
        '位置を合わせた 150 × 150 ピクセルの顔から埋め込みまでを一つにした ONNX のネットワークです。学習データ、損失、判定、しきい値、ライセンスを記したカードが付きます。',
      features:
        '顔ごとに 1 行: バックボーンによる数の列（内蔵のものは 256 個、ヘッドの入力）、人物、ショット、品質。',
      embeddings: '顔ごとに 1 行: ヘッドによる埋め込み、人物、ショット、品質。',
      scores: '認識に使う顔ごとに 1 行: 本人のほかの顔との近さと、最も近い他人との近さ。',
      labels: '名前のある顔ごとに 1 行: 人物、写真内の位置、名前の由来。',
    },
    format: '形式',
    formats: {
      onnx: 'ONNX (ONNX Runtime)',
      tfjs: 'TensorFlow.js',
      safetensors: 'safetensors',
      npz: 'npz (NumPy)',
      csv: 'CSV (表計算、pandas)',
      parquet: 'Parquet (pandas、DuckDB)',
      tsv: 'TSV (Embedding Projector)',
    },
    people: 'クラス中心と人物名を含める',
    peopleHelp: 'クラス中心は、その人を認識できる生体テンプレートです。',
    noCentres: 'このヘッドにはクラス中心がありません。',
    paths: '写真のパスを含める',
    pathsHelp: 'パスは名前以上のことを明かす場合があります。',
    private:
      'ファイルには人の名前の付いた生体データが入ります。読めるのはあなたのアカウントだけです。ライブラリと同じように管理してください。',
    to: '書き出し先のフォルダ',
    now: '書き出す',
  },
};
