/** The words of the interface in Japanese. */

import { backbonesJa } from './backbones-ja.ts';
import type { Messages } from './en.ts';
import { encryptionJa } from './encryption-ja.ts';
import { evaluateJa } from './evaluate-ja.ts';
import { exportsJa } from './exports-ja.ts';
import { forgetJa } from './forget-ja.ts';
import { importVectorsJa } from './import-vectors-ja.ts';
import { libraryJa } from './library-ja.ts';
import { lossesJa } from './losses-ja.ts';
import { peopleJa } from './people-ja.ts';
import { privacyJa } from './privacy-ja.ts';
import { recogniseJa } from './recognise-ja.ts';
import { reviewJa } from './review-ja.ts';
import { shareJa } from './share-ja.ts';
import { sphereJa } from './sphere-ja.ts';
import { storageJa } from './storage-ja.ts';
import { storyJa } from './story-ja.ts';
import { sweepsJa } from './sweeps-ja.ts';
import { tagsJa } from './tags-ja.ts';
import { trainingJa } from './training-ja.ts';

/** 画面のすべての言葉（日本語）。 */
export const ja: Messages = {
  screens: {
    library: 'ライブラリ',
    people: '人物',
    review: '確認',
    train: '学習',
    runs: '学習の記録',
    evaluate: '評価',
    losses: '損失',
    recognise: '認識',
    sphere: '球面',
    story: '物語',
    settings: '設定',
  },
  shell: {
    screens: '画面',
    groups: { photos: '写真', lab: '実験', learn: '学ぶ' },
    skip: '本文へ移動',
    narrow: 'サイドバーを折りたたむ',
    widen: 'サイドバーを広げる',
    lost: {
      lost: {
        title: 'Tammes が応答しません。',
        text: '`tammes serve` は動いていますか？ 応答があれば、この画面は自動で続きます。',
      },
      refused: {
        title: 'Tammes は起動し直されました。',
        text: '`tammes serve` が表示したアドレスを開いてください。',
      },
    },
    others: (jobs) => `ほか ${jobs} 件`,
    atWork: '実行中の処理',
    waiting: (decisions) => `確認待ち ${decisions} 件`,
    reviewing: '確認のために顔を比較中',
    percent: (percent) => `${percent} %`,
    cancel: (job) => `中止: ${job}`,
    training: (run) => `${run} を学習中`,
    doneOf: (done, total) => `${total} 件中 ${done} 件`,
    isThere: { evaluate: '評価が終わりました。', sweep: 'スイープが終わりました。' },
    showIt: '見る',
    jobKinds: {
      recognise: (folder) => `${folder} を認識中`,
      'match-again': () => '照合し直しています',
      sort: (folder) => `${folder} に写しを分類中`,
      xmp: () => 'サイドカーファイルを書き込み中',
      person: () => '一人の全データを書き出し中',
      data: (file) => `${file} を書き込み中`,
      evaluate: () => 'ヘッドを評価中',
      sweep: () => '損失関数と設定をスイープ中',
      backbone: (name) => `${name} で顔を記述中`,
      vectors: () => 'ベクトルを取り込み中',
      check: () => 'ライブラリを検査中',
      backup: () => 'バックアップを作成中',
      share: () => '共有ギャラリーと送受信中',
    },
    library: 'ライブラリ',
    libraryIs: (name, counts) => `ライブラリ ${name}、${counts}`,
    recentLibraries: '以前に開いたライブラリ',
    openLibrary: '別のライブラリを開く…',
    cannotSwitch:
      'ブラウザでは、ライブラリごとに `tammes serve --library フォルダ` を起動します。デスクトップ版では、ここで切り替えられます。',
    copyCommand: '開くコマンドをコピー',
    counts: (photos, people) => `写真 ${photos} 枚・${people} 人`,
  },
  settings: {
    look: '表示',
    theme: 'テーマ',
    themes: { auto: 'システム', light: 'ライト', dark: 'ダーク' },
    density: '密度',
    densities: { comfortable: 'ゆったり', compact: 'コンパクト' },
    language: '言語',
    library: 'ライブラリ',
    place: '保存場所',
    start: '開始',
    detectorHelp: {
      ssd: '小さな顔や横を向いた顔も見つけます。新しい写真に使います。',
      tiny: '速い代わりに、小さな顔や横を向いた顔を見落とします。新しい写真に使います。',
    },
    falseAccepts: { cautious: '1,000 人に 1 人', balanced: '100 人に 1 人', generous: '10 人に 1 人' },
    falseAcceptHelp: {
      cautious:
        '慎重: 知らない人に名前が付くことはほとんどなく、知っている人の写真が不明のまま残りやすくなります。',
      balanced: '標準: 知らない人に名前が付くことは少なく、知っている人の写真の多くに名前が付きます。',
      generous: '寛容: 知っている人の写真のほぼすべてに名前が付き、知らない人の 10 人に 1 人にも付きます。',
    },
    gallery: {
      title: '顔の検索方法',
      engines: { exact: '全員と照合', usearch: '索引', postgres: 'データベース' },
      chosen: (engine) => `これからの検索方法: ${engine}`,
      exact: (people) => `顔を ${people} 人全員と照合します。この人数ならミリ秒で終わります。`,
      offered: (people) =>
        `顔を ${people} 人全員と照合します。この人数では索引のほうが速くなります。索引の作成は一度だけで、数分かかります。`,
      building: (percent) => `索引を作成中: ${percent} %。完成するまでは全員と照合します。`,
      measuring: '索引が最も近い人をどれだけ見つけられるかを測定しています。',
      ready: (percent, probes) =>
        `索引は、最も近い 10 人のうち ${percent} % を見つけます（登録した顔 ${probes} 個で測定）。`,
      connections: {
        verified: '接続は暗号化され、サーバーは検証済みです。',
        local: 'このコンピューターの中にあります。',
        clear: '接続は暗号化されていません。',
      },
      sentTo: (server) => `人の埋め込みはデータベース ${server} に送られます。`,
      sharedWith: (server) => `ギャラリーはデータベース ${server} でほかの人と共有されています。`,
      sharedSeen: (seen) => `ほかの人が登録した人は、${seen} の時点のもので認識します。`,
      sharedNobody: 'ほかの人が登録した人は、まだここに届いていません。',
      sharedOtherHead:
        'ほかの人が使うヘッドは別のものなので、このヘッドではほかの人が登録した人を認識しません。',
      kept: (people, faces) =>
        `このライブラリは、共有ギャラリーの ${people} 人（顔 ${faces} 個、写真なし）を保存しています。`,
      keptOtherHead: (faces) =>
        `そのうち ${faces} 個は使用中のヘッドとは別のヘッドのものなので、認識に使えません。`,
      tooRough: '索引が見落とす人が多いため、全員と照合します。',
      tooFew: (people) => `${people} 人では索引を使っても速くならないため、全員と照合します。`,
    },
    compute: '計算',
    computeHelp: 'このコンピューターで学習に使えるもの',
    backend: 'バックエンド',
    usable: '使用可',
    runsOn: '動作するもの、または使えない理由',
    trying: '確認中…',
    yes: '使える',
    no: '使えない',
    software: 'GPU ではなく、wasm より遅いため使われません',
    about: 'Tammes について',
    version: (version) => `バージョン ${version}`,
    mark: 'マークは、球面上で互いに最も離れた 12 個の点です。Tammes 問題の 12 点の解であり、良いクラス中心の姿でもあります。',
    licences: 'ライセンス',
    licenceOf: '対象',
    bundled: '画面に含まれるライブラリ',
    crashReports: '異常終了の記録',
    crashReport: '記録',
    crashHelp:
      'Tammes の一部が予期せず終了すると、起きたことを下のフォルダのファイルに書き残します。記録されるのは Tammes のコード内の場所とバージョンだけで、顔・名前・あなたのファイルの場所は含まれません。どこにも送信されません。内容を読み、必要ならご自身で送ることができます。',
    noCrashes: 'まだありません。',
  },
  common: {
    loading: '読み込み中…',
    undo: '元に戻す',
    retry: '再試行',
    close: '閉じる',
    cancel: '中止',
    more: 'その他',
    head: 'ヘッド',
    activeHead: (name) => `ヘッド: ${name}`,
    headHelp: '認識と確認には、使用中のヘッドを使います。',
    dimensions: (dim) => `${dim} 次元`,
    olderHead: '古い特徴で学習',
    remaining: (time) => `残り ${time}`,
    seconds: (seconds) => `${seconds} 秒`,
    minutes: (minutes, seconds) => `${minutes} 分 ${seconds} 秒`,
  },
  history: {
    title: '変更の履歴',
    undo: '元に戻す',
    redo: 'やり直す',
    done: {
      undo: (change) => `元に戻しました: ${change}。`,
      redo: (change) => `やり直しました: ${change}。`,
    },
    undone: '取り消し済み',
    undoTo: (change) => `ここまで元に戻す: ${change}`,
    redoTo: (change) => `ここまでやり直す: ${change}`,
    older: '以前の変更',
    empty: 'まだ変更はありません',
    emptyHelp:
      '名前・統合・顔の枠・ライブラリの設定の変更がここに並びます。再起動の後でも、どれも元に戻せます。',
  },
  palette: {
    search: '操作や人を探す',
    nothing: '該当するものはありません。',
    shortcuts: 'キーボードショートカット',
    theme: (theme) => `テーマ: ${theme}`,
    groups: {
      screen: 'この画面',
      grid: '一覧の中',
      go: '移動',
      library: 'ライブラリ',
      window: 'ウィンドウ',
      people: '人物',
    },
    notNow: '今はできません',
    grid: {
      move: '隣へ移動',
      ends: '最初・最後へ移動',
      toggle: '選択・選択解除',
      range: 'そこまで選択',
      all: 'すべて選択',
      open: '開く',
      clear: '選択をすべて解除',
    },
  },
  addFolder: {
    busy: '別のフォルダを読み込み中です。終わってから追加してください。',
    title: '写真のフォルダを選ぶ',
    path: 'フォルダ',
    help: '写真は元の場所に残り、変更されません。中のフォルダも読み込みます。',
    add: 'このフォルダを追加',
    up: '一つ上へ',
    foldersIn: (path) => `${path} の中のフォルダ`,
    noFolders: 'この中にフォルダはありません。',
    bare: 'このフォルダに写真はありません。別のフォルダを選んでください。',
    more: (folders) => `ほかに ${folders} 個あります。パスを入力してください。`,
    photos: (photos) => `写真 ${photos} 枚`,
    photosHere: (photos) =>
      photos === 0 ? 'このフォルダの直下に写真はありません' : `このフォルダの直下に写真 ${photos} 枚`,
    fileTitle: 'ファイルを選ぶ',
    fileHelp: (endings) =>
      `ファイルのあるフォルダを開いて選んでください（${endings.map((one) => `.${one}`).join('、')}）。`,
    filesHere: (files) =>
      files === 0 ? 'このフォルダの直下に該当するファイルはありません' : `選べるファイル ${files} 個`,
    states: { outside: '開ける範囲の外にあります', closed: '読み取れません' },
  },
  firstRun: {
    question: '写真に写っているのは誰ですか？',
    promise: '顔を見つけ、人を覚え、何を学んだかを見せます。すべてこのコンピューターの中で行われます。',
    folder: {
      title: 'フォルダを選ぶ',
      text: '写真は元の場所に残り、変更されません。中のフォルダを人ごとに分けておけます。',
      button: '選ぶ…',
    },
    demo: {
      title: 'デモを開く',
      text: '26 人の写真が 30 秒ほどで使えます。学習、認識、球面を試せます。',
      button: '開く',
    },
    story: {
      title: '物語から始める',
      text: '九つの図が、それぞれの損失がなぜ考えられたかを示します。写真は要りません。',
      button: '読む',
    },
    drop: '写真、フォルダ、ベクトルのファイルは、どこにでもドロップできます',
    whatNow: '次にすること',
    steps: {
      review: { title: '確認する', text: 'まだ名前のない顔に名前を付ける' },
      recognise: { title: '写真を認識する', text: '新しい写真に誰がいるかを見る' },
      train: { title: '学習する', text: '人をもっとよく見分ける' },
      evaluate: { title: '評価する', text: '人をどれだけ見分けられるかを見る' },
      sphere: { title: '球面', text: '人がどう広がるかを見る' },
    },
  },
  drops: {
    will: {
      photos: '認識する、またはベクトルを取り込む',
      folder: 'フォルダを追加する、またはベクトルを取り込む',
    },
    help: {
      photos:
        '写真は認識され、ライブラリには追加されません。ベクトルのファイル（npz、CSV、Parquet）なら取り込みます。',
      folder:
        'フォルダの写真は元の場所に残ります。写真一枚なら認識し、ベクトルのファイル（npz、CSV、Parquet）なら取り込みます。',
    },
    folderUnknown: (name) => `フォルダ ${name} の場所はブラウザから分かりません。一覧から選んでください。`,
  },
  importVectors: importVectorsJa,
  library: libraryJa,
  quality: {
    title: '顔の写り具合',
    part: '項目',
    measured: '測定値',
    rating: '0〜1',
    parts: { size: '大きさ', sharpness: '鮮明さ', exposure: '明るさ', pose: '向き', score: '検出器' },
    overall: '品質',
    overallHelp: '各項目の幾何平均',
    pixels: (pixels) => `${pixels} ピクセル`,
    light: (brightness, shadows, highlights) =>
      shadows === null
        ? `明るさ ${brightness}/255`
        : `明るさ ${brightness}/255、黒つぶれ ${shadows} %、白飛び ${highlights} %`,
    angles: (yaw, pitch, roll) => `左右 ${yaw}°、上下 ${pitch}°、傾き ${roll}°`,
    notKnown: '不明',
    good: '学習と登録に使えます。',
    isPoor: (reason) => `学習と登録から除外: ${reason}。`,
    poorProbe: (reason) => `この顔は「${reason}」です。より良い写真なら確実に判断できます。`,
    reasons: {
      size: '小さすぎる',
      sharpness: 'ぼやけている',
      exposure: '明るさが不適切',
      turned: '横や上下を向いている',
      score: '顔か疑わしい',
      overall: '品質が低い',
    },
    counted: {
      size: (faces) => `小さすぎる ${faces} 個`,
      sharpness: (faces) => `ぼやけている ${faces} 個`,
      exposure: (faces) => `明るさが不適切 ${faces} 個`,
      turned: (faces) => `横や上下を向いている ${faces} 個`,
      score: (faces) => `顔か疑わしい ${faces} 個`,
      overall: (faces) => `品質が低い ${faces} 個`,
    },
    leftOut: (leftOut, faces, reasons) => `顔 ${faces} 個のうち ${leftOut} 個を除外: ${reasons.join('、')}。`,
    noneLeftOut: (faces) => `顔 ${faces} 個のうち除外はありません。`,
    allTaken: 'すべて使います。',
    limits: '写りが悪く、使わない顔',
    limitsHelp:
      'この限度を満たさない顔は学習にも登録にも使いません。何も削除しません。限度を変えれば元に戻ります。',
    leaveOut: '写りの悪い顔を除外する',
    reset: '既定値',
    limitNames: {
      size: '短辺の最小（ピクセル）',
      sharpness: '鮮明さの最小',
      exposure: '明るさの最小（0〜1）',
      yaw: '左右の向きの最大（度）',
      pitch: '上下の向きの最大（度）',
      score: '検出スコアの最小（0〜1）',
      overall: '品質の最小（0〜1）',
    },
    notEnrolled: (names) => `十分な品質の顔がないため登録しませんでした: ${names.join('、')}。`,
  },
  ...trainingJa,
  evaluate: evaluateJa,
  sweeps: sweepsJa,
  people: peopleJa,
  forget: forgetJa,
  exports: exportsJa,
  review: reviewJa,
  losses: lossesJa,
  recognise: recogniseJa,
  sphere: sphereJa,
  tags: tagsJa,
  backbones: backbonesJa,
  share: shareJa,
  storage: storageJa,
  privacy: privacyJa,
  encryption: encryptionJa,
  story: storyJa,
};
