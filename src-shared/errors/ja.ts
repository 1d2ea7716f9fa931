/** Every problem in Japanese: what happened, and the remedy. */
import type { Field, Wordings } from './problems.ts';
import { reasonInJapanese } from './reasons-ja.ts';

const checkPath = 'パスを確認してください。';
const restoreLibrary =
  'バックアップから戻してください。設定の「保管」か、`tammes backup --list` と `tammes restore BACKUP --replace` を使います。バックアップがなければ、`tammes repair LIBRARY --into NEW` で、読み取れるものを新しいライブラリに移せます。';
/** 表の行の呼び名。 */
const tableWords: Readonly<Record<string, string>> = {
  people: '人物',
  labels: '顔の名前',
  faces: '顔',
  chips: '顔の画像',
  thumbnails: '顔の小さな画像',
  photos: '写真',
  places: '写真のファイル',
  heads: 'ヘッド',
  runs: '実行',
  settings: '設定',
  journal: '履歴の項目',
  journal_rows: '履歴の変更',
  exported_files: '書き出したファイル',
};
const rowsOf = (table: string) => tableWords[table] ?? `表 ${table} の行`;
const libraryFaults = {
  empty: '空です',
  foreign: 'データベースではありません',
  pages: '途中で切れているか、一部を読み取れません',
  tables: '必要な表を欠いているか、表が変更されています',
  rows: '保存したときと違う行を含んでいます',
};
const checkPermissions = 'アクセス権を確認してください。';
const reloadWindow = 'ウィンドウを再読み込みしてください。';
const reloadPhotos = '写真の一覧を読み込み直してください。';
const startAgain = 'もう一度始めてください。';
const correctFile = 'ファイルを修正してください。';
const updateDriver = 'GPU のドライバーを更新してください。';
const installAgain = 'Tammes をインストールし直してください。';
const addFolderAgain = 'フォルダをもう一度追加してください。';
const rebuildBinding =
  'もう一度ビルドしてください: npm run binding -- --tensorflow DIR（README.md を参照）。';
const ownFolders = '写真を人物ごとのフォルダに入れてください。';
const goodPairs = '写真に付属する pairs.txt を使うか、1 行に 1 組のペアを書いてください。';
const goodTemplates =
  'insightface が meta フォルダで公開している一覧を、完全な形でコピーして使ってください。';
const goldenWanted = '基準値のファイルを指定してください。';
const smallerCopy = '小さくした写真を保存して使ってください。';
const endOrCancel = '終わるのを待つか、中止してください。';
const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('ja')} MB`;
const backboneFiles =
  '顔の画像を入力とし、1 行の数を出力するネットワークの、単独で完結した ONNX ファイルを指定してください。推測できないことは、オプションか、そばに置いた FILE.backbone.json で指定します：tammes backbone add --help';
const backboneFaults = {
  empty: 'ファイルが空です',
  'too-large': '1 GiB を超えています',
  'not-onnx': 'ONNX モデルではありません',
  'external-data': '重みが別のファイルにあります',
  'custom-operator': '独自の演算が必要です',
  inputs: '入力が 1 つの画像ではありません',
  'input-type': '入力が float32 ではありません',
  'input-shape': '入力が 3 色の正方形の画像ではありません',
  outputs: 'どの出力が特徴量かを指定する必要があります',
  'output-shape': '出力が 2～2,048 個の数の行ではありません',
  descriptor: '記述子が正しくありません',
  'too-slow': '2 分以内に終わりませんでした',
  constant: 'どの画像にも同じ値を返します',
  random: '同じ画像に毎回違う値を返します',
} as const;
const vectorFiles =
  '`tammes export features` が書くような、1 行 256 個の数の `feature` 列をもつ npz、CSV、Parquet のファイルを指定してください。`person` と `shot` は同じファイルか、ラベルのファイル (--labels) に置けます。別のネットワークのベクトルなら、その名前を指定してください (--network)。その場合、次元数は自由です。';
const vectorFaults = {
  ending: '名前が .npz、.csv、.parquet のどれでも終わっていません',
  damaged: '壊れているか、読み込めない種類です',
  feature: '`feature` 列がありません',
  width: 'ベクトルが組み込みのバックボーンのような 256 個の数ではありません',
  widths: 'ベクトルの大きさがそろっていません',
  rows: '行数がベクトルと違います',
  face: '同じ `face` の行が二つあるか、ベクトルのある顔の行が一つもありません',
  person: '`person` 列がありません',
  version: '特徴量の版が違います',
  backbone: '特徴量が組み込みのものとは別のバックボーンのものです',
  own: '特徴量が組み込みのバックボーンのものです。ネットワークの名前は要りません',
  empty: '行がありません',
};
const jobsRunning = {
  recognise: 'フォルダの写真の人物を認識しています',
  'match-again': 'フォルダの顔が誰かをもう一度調べています',
  sort: '写真をコピーしています',
  xmp: 'サイドカーファイルを書き込んでいます',
  person: '一人の全データを書き出しています',
  data: 'データを書き出しています',
  evaluate: 'ヘッドを評価しています',
  sweep: 'スイープを実行しています',
  backbone: '別のバックボーンで顔を記述しています',
  vectors: 'ベクトルを取り込んでいます',
  check: 'ライブラリを検査しています',
  backup: 'バックアップを作成しています',
  share: '共有ギャラリーと送受信しています',
};
const oneOf = (options: readonly string[]) => `次のいずれかを選んでください: ${options.join(', ')}。`;
const orNone = (names: readonly string[]) => names.join(', ') || 'なし';
const keychainFaults = {
  absent: 'ここではシステムのキーチェーンを使えません。',
  plain: 'このシステムのキーチェーンは固有のパスワードを持たないため、秘密を守れません。',
  lost: 'システムのキーチェーンに、このライブラリの鍵がもうありません。',
};
const noCiphers = (why: string) => `ここではライブラリを暗号化できません: ${why}。`;
const unusable = (backend: string, why: string) => `バックエンド ${backend} は使えません: ${why}。`;

/** What happened and what to do about it, in Japanese. */
export const ja: Wordings = {
  'file-not-there': ({ path }) => [`${path} がありません。`, checkPath],
  'file-gone': ({ path }) => [
    `${path} がなくなったか、リンク先がありません。`,
    'ファイルを元に戻すか、リンクを削除してください。',
  ],
  'input-not-readable': ({ path }) => [`${path} を読めません。`, checkPath],
  'labels-not-readable': ({ path }) => [`ラベルのファイル ${path} を読めません。`, checkPath],
  'golden-not-readable': ({ path }) => [`${path} を読めません。`, goldenWanted],
  'pairs-photos-absent': ({ folder, example }) => [
    `フォルダ ${folder} には、ペアの一覧にある写真（${example} など）が 1 枚もありません。`,
    '人物ごとのサブフォルダが入っているフォルダを指定してください。',
  ],
  'list-incomplete': ({ folder, photo, missing, of }) => [
    `${folder} には、一覧の写真 ${of} 枚のうち ${missing} 枚（${photo} など）がありません。`,
    'すべての写真をそこにコピーしてください。一部だけの結果は、全体の結果と取り違えられるおそれがあります。',
  ],
  'interface-not-built': () => ['画面がビルドされていません。', '次を実行してください: npm run build'],
  'figure-data-missing': () => ['図のデータがありません。', installAgain],
  'tensorflow-file-missing': ({ folder, file }) => [
    `${folder} に ${file} がありません。`,
    'TensorFlow（2.21 を推奨）を入れた pip の site-packages にあるフォルダ `tensorflow` を指定してください。',
  ],
  'file-not-permitted': ({ path }) => [`${path} を読めません。`, checkPermissions],
  'file-not-inspected': ({ path }) => [`${path} の情報を取得できません。`, checkPermissions],
  'file-not-written': ({ path }) => [
    `${path} に書き込めません。`,
    '書き込みのできる、実在するフォルダの中のファイルを指定してください。',
  ],
  'file-there': ({ path }) => [
    `${path} はすでにあります。`,
    '別の名前を指定してください。上書きはしません。',
  ],
  'cache-not-opened': ({ path }) => [
    `特徴のキャッシュ ${path} を開けません。`,
    'このファイルは時間を節約するだけのものなので、削除してください。',
  ],
  'library-not-switched': ({ path }) => [
    `ブラウザからはライブラリ ${path} に切り替えられません。`,
    `\`tammes serve --library ${path}\` を起動し、表示されたアドレスを開いてください。`,
  ],
  'folder-is-file': ({ path }) => [
    `${path} はフォルダではなくファイルです。`,
    'そのファイルが入っているフォルダを選んでください。',
  ],
  'folder-outside': ({ folder, roots }) => [
    `${folder} は、ここで見ることのできるフォルダ (${roots.join(', ')}) の外にあります。`,
    '別のフォルダを選ぶか、`tammes serve` を --folders を付けて起動してください。',
  ],
  'folder-not-there': ({ folder }) => [`フォルダ ${folder} がありません。`, checkPath],
  'folder-not-listed': ({ folder }) => [`フォルダ ${folder} の中身を一覧できません。`, checkPermissions],
  'library-not-opened': ({ folder }) => [
    `ライブラリ ${folder} を開くことも作ることもできません。`,
    'このコンピューターのディスクにあり、書き込みのできるフォルダを選んでください。',
  ],
  'library-damaged': ({ folder, fault }) => [
    `ライブラリ ${folder} は壊れています: ファイル library.db が${libraryFaults[fault]}。`,
    restoreLibrary,
  ],
  'library-busy': ({ folder }) => [
    `ほかのプログラムが使っているため、ライブラリ ${folder} を開けません。`,
    'そのプログラムの終了を待つか、終了させてください。',
  ],
  'library-moved': ({ folder, to }) => [
    `ライブラリ ${folder} は ${to} に移動しました。`,
    `移動先で開いてください（例: --library ${to}）。元のフォルダに新しいライブラリを作るには、その中の moved-to.json を削除してください。`,
  ],
  'move-not-proven': ({ path }) => [
    `${path} の写しが元と一致しません。`,
    '何も移動していません。ディスクを確認するか、別のディスクを選んでください。',
  ],
  'folder-there': ({ folder }) => [`${folder} はすでにあります。`, 'まだないフォルダを指定してください。'],
  'space-lacking': ({ folder, needed, free }) => [
    `${folder} のディスクの空きは ${megabytes(free)} ですが、${megabytes(needed)} 必要です。`,
    '空きを増やすか、別のディスクを選んでください。',
  ],
  'library-same': ({ folder }) => [
    `${folder} は同じライブラリです。`,
    '別のライブラリのフォルダを指定してください。',
  ],
  'other-damaged': ({ folder }) => [
    `ライブラリ ${folder} は壊れているため、何も取り込んでいません。`,
    '先に `tammes doctor --library` で調べて直してください。',
  ],
  'library-there': ({ folder }) => [
    `${folder} にはすでにライブラリがあります。`,
    '別のフォルダを指定するか、--replace を付けてください。今の内容は、復元したライブラリの横のフォルダに残ります。',
  ],
  'backup-unknown': ({ folder }) => [
    `${folder} はバックアップではありません。`,
    'バックアップのフォルダを指定してください。`tammes backup --list` で一覧を表示できます。',
  ],
  'backup-damaged': ({ folder, path }) => [
    `バックアップ ${folder} は壊れています。${path} がないか、変更されています。`,
    '別のバックアップを選んでください。',
  ],
  'database-damaged': () => [
    'ライブラリは壊れています: ファイル library.db の一部を読み取れません。',
    restoreLibrary,
  ],
  'library-absent': ({ folder }) => [`${folder} にライブラリはありません。`, checkPath],
  'nothing-salvaged': ({ folder }) => [
    `ライブラリ ${folder} からは何も読み取れません。元のままにしてあります。`,
    'バックアップから戻すか、新しいライブラリを選んで写真を読み直してください。',
  ],
  'pages-damaged': ({ count, first }) => [
    `ファイル library.db のページに ${count} 件の異常があります。例: ${first}。`,
    restoreLibrary,
  ],
  'tables-changed': () => ['ライブラリの表が、Tammes の作ったものと違います。', restoreLibrary],
  'rows-damaged': ({ table, changed, lost }) => [
    `${rowsOf(table)}のうち ${changed} 件が保存したときと違い、${lost} 件が失われています。`,
    restoreLibrary,
  ],
  'references-broken': ({ table, count }) => [
    `${rowsOf(table)}のうち ${count} 件が、存在しないものを指しています。`,
    restoreLibrary,
  ],
  'features-damaged': ({ count, faceId }) => [
    `顔 ${faceId} など、${count} 件の顔の特徴量が壊れています。`,
    '`tammes reread --features` を実行してください。保存してある顔の画像から計算し直します。',
  ],
  'sizes-wrong': ({ table, count }) => [
    `${rowsOf(table)}のうち ${count} 件のデータの大きさが正しくありません。`,
    restoreLibrary,
  ],
  'photo-folder-gone': ({ folder, count }) => [
    `フォルダ ${folder} がありません。ライブラリにはその写真が ${count} 枚あります。`,
    'ディスクをつなぐか、フォルダを元に戻してください。移動した場合は、今の場所を追加すれば同じ写真とわかります。顔と名前はフォルダがなくても使えます。',
  ],
  'disk-full': () => [
    'ディスクに空きがありません。それまでに保存したものは残っています。',
    '空きを作ってからもう一度実行してください。続きから再開します。',
  ],
  'library-locked': ({ folder }) => [
    `ライブラリ ${folder} は暗号化され、ロックされています。`,
    'パスフレーズを入力してください。スクリプトでは、パスフレーズを書いたファイルを変数 TAMMES_PASSPHRASE_FILE で指定します。',
  ],
  'library-encrypted': ({ folder }) => [
    `ライブラリ ${folder} はすでに暗号化されています。`,
    'パスフレーズを変えるには: tammes encrypt --change',
  ],
  'library-not-encrypted': ({ folder }) => [
    `ライブラリ ${folder} は暗号化されていません。`,
    '暗号化するには: tammes encrypt',
  ],
  'keys-missing': ({ folder }) => [
    `ライブラリ ${folder} は暗号化されていますが、ファイル keys-….json がありません。`,
    'ライブラリのバックアップからこのファイルをコピーしてください。このファイルがないと、だれにも開けません。',
  ],
  'keys-damaged': ({ path }) => [
    `ファイル ${path} は壊れています。ライブラリの鍵がロックされた形で入っています。`,
    'ライブラリのバックアップからこのファイルをコピーしてください。パスフレーズはその時点のものになります。',
  ],
  'passphrase-short': ({ least }) => [
    `パスフレーズが ${least} 文字より短いです。`,
    '互いに関係のない言葉をいくつか並べてください。',
  ],
  'passphrase-wrong': () => [
    'このライブラリのパスフレーズではありません。',
    '大文字・小文字とキーボードの配列を確かめて、もう一度入力してください。失くした場合は、復旧キーで開けます。',
  ],
  'passphrase-missing': () => [
    'パスフレーズがなく、尋ねる相手もいません。',
    'コマンドを端末で実行するか、パスフレーズを書いたファイルを --passphrase-file FILE か変数 TAMMES_PASSPHRASE_FILE で指定してください。',
  ],
  'passphrases-differ': () => ['2 つのパスフレーズが一致しません。', '両方をもう一度入力してください。'],
  'recovery-key-mistyped': () => [
    '復旧キーではありません。書き間違いがあるか、一部が欠けています。',
    '書き留めたものと見比べてください。6 文字の英数字が 6 組です。',
  ],
  'recovery-key-wrong': () => [
    'この復旧キーは、別のライブラリのものか、以前のものです。',
    'このライブラリで最後に表示された復旧キーを探してください。',
  ],
  'keychain-unusable': ({ why }) => [
    keychainFaults[why],
    'パスフレーズを使ってください。ライブラリがロックされている場合は復旧キーを使ってください。',
  ],
  'copy-differs': ({ folder }) => [
    `ライブラリ ${folder} のコピーが元と一致しません。何も置き換えていません。`,
    'ライブラリを調べてください: tammes doctor',
  ],
  'library-newer': ({ folder }) => [
    `ライブラリ ${folder} は、より新しい Tammes で作られています。`,
    'Tammes を更新するか、別のライブラリを選んでください。',
  ],
  'folder-not-empty': ({ folder }) => [
    `${folder} は空ではありません。`,
    'デモには新しいフォルダか空のフォルダを指定してください。',
  ],

  'photo-empty': ({ path }) => [`${path} は空です。`, '写真を元の場所からコピーし直してください。'],
  'photo-format-unknown': ({ path }) => [
    `${path} は Tammes で読める写真ではありません。`,
    'Tammes は JPEG、PNG、WebP、AVIF、HEIC、GIF、TIFF、BMP を読みます。いずれかに変換してください。',
  ],
  'photo-damaged': ({ path, reason }) => [
    `${path} は壊れています（${reasonInJapanese(reason)}）。`,
    '写真を元の場所からコピーし直すか、画像編集ソフトで開いて保存し直してください。',
  ],
  'bmp-damaged': ({ reason }) => [
    `BMP の画像が壊れています（${reasonInJapanese(reason)}）。`,
    '画像編集ソフトで開いて保存し直してください。',
  ],
  'photo-file-too-large': ({ path, gigabytes }) => [
    `${path} は ${gigabytes} GB を超えています。Tammes はこれほど大きい写真を開きません。`,
    smallerCopy,
  ],
  'photo-pixels-too-many': ({ path, width, height, megapixels }) => [
    `${path} は ${width} × ${height} 画素とされ、Tammes が開ける大きさ（${megapixels} メガピクセル）を超えています。`,
    smallerCopy,
  ],
  'photo-not-described': ({ path, reason }) => [
    `${path} を読み取れませんでした: ${reasonInJapanese(reason)}。`,
    '画像編集ソフトで開いて保存し直してください。それでも失敗するなら、報告してください。',
  ],

  'feature-damaged': ({ faceId, photo }) => [
    `${photo} の顔 ${faceId} の特徴は壊れています。`,
    'tammes reread --features を実行すると、保存された顔の画像から計算し直します。それでも失敗するなら、その顔を登録し直してください。',
  ],
  'no-face-found': ({ path }) => [
    `${path} に顔は見つかりませんでした。`,
    '顔がより大きく、鮮明で、正面に近い写真を使ってください。',
  ],
  'features-outdated': ({ outdated, faces }) => [
    `顔 ${faces} 個のうち ${outdated} 個の特徴は古いバージョンの Tammes のもので、今のバージョンの特徴とは比較できません。`,
    'ライブラリ画面のボタンか tammes reread --features で更新してください。名前と登録はそのまま残ります。',
  ],
  'face-poor': ({ path, flaw }) => [
    `${path} の顔は使えません: ${flaws[flaw]}。`,
    'より良い写真を指定するか、--any-quality を付けてください。',
  ],
  'no-face-enrolled': ({ name, reasons }) => [
    `${name} の顔は 1 つも登録されませんでした。${reasons.join(' ')}`,
    '顔がよく写っている写真を指定してください。',
  ],
  'enrolment-without-name': () => [
    '登録する人物が指定されていません。',
    '次のように書いてください: tammes enrol NAME PHOTO… または tammes enrol --all',
  ],
  'face-of-another': ({ faceId, name }) => [
    `顔 ${faceId} は ${name} のものではありません。`,
    `先にその顔を ${name} に割り当ててください。`,
  ],
  'face-unknown': ({ faceId }) => [`顔 ${faceId} はありません。`, '顔の一覧を読み込み直してください。'],
  'face-needs-no-choice': ({ faceId }) => [`顔 ${faceId} は選ぶ必要がありません。`, reloadPhotos],
  'photo-unknown': ({ photoId }) => [`写真 ${photoId} はありません。`, reloadPhotos],
  'person-gone': ({ personId }) => [`人物 ${personId} はいません。`, '人物の一覧を読み込み直してください。'],
  'person-exists': ({ name }) => [
    `${name} という人物はすでにいます。`,
    '2 人を統合するか、別の名前を付けてください。',
  ],
  'person-twice': ({ name, photos, photo }) => [
    photos === 1
      ? `${photo} で ${name} の顔が 2 つになります。`
      : `${photo} など ${photos} 枚の写真で ${name} の顔が 2 つになります。`,
    'コラージュや鏡のように意図したものであれば、許可してください。',
  ],
  'receiver-unclear': () => [
    '顔を誰に割り当てるのかが分かりません。',
    '--to 名前 または --nobody のどちらかを指定してください。',
  ],
  'face-number-wrong': ({ given }) => [
    `${given} は顔の番号ではありません。`,
    '`tammes faces` で顔を一覧できます。',
  ],
  'journal-empty': ({ direction }) => [
    direction === 'undo' ? '取り消せる変更はありません。' : 'やり直せる変更はありません。',
    '変更の履歴を確かめてください。',
  ],
  'journal-not-last': () => [
    'その後に別の変更がありました。',
    '先にそれを取り消すか、履歴で時点を選んでください。',
  ],
  'journal-entry-unknown': ({ entryId }) => [
    `履歴に変更 ${entryId} はありません。`,
    '古い変更は履歴から消えます。履歴を読み込み直してください。',
  ],
  'journal-conflict': ({ direction }) => [
    `その後のスキャンで同じ写真または名前が変わったため、変更を${direction === 'undo' ? '取り消せません' : 'やり直せません'}。`,
    '何も変更していません。必要なところを手で直してください。',
  ],
  'person-unknown': ({ name }) => [
    `${name} という人物はいません。`,
    '`tammes people` で人物を一覧できます。',
  ],
  'strangers-changed': ({ shown, found }) => [
    `消去の対象が ${shown} 個から ${found} 個に変わりました。`,
    '何も消去していません。一覧をもう一度確認してください。',
  ],
  'chip-wrong-size': () => [
    '顔の切り抜きが 150 × 150 × 3 バイトではありません。',
    '位置合わせをした切り抜きを送ってください。',
  ],
  'scan-unknown': ({ scanId }) => [`読み取り ${scanId} で読んでいるフォルダはありません。`, addFolderAgain],
  'photo-not-handed-out': ({ photo }) => [
    `${photo} はこの読み取りが待っている写真ではありません。`,
    addFolderAgain,
  ],
  'photos-removal-final': () => [
    '見つからない写真のその削除は、もう取り消せません。',
    '写真を追加すると取り消せなくなります。その後の変更は先に取り消す必要があります。ファイルがどこかにあれば、そのフォルダを追加してください。',
  ],
  'nobody-named': ({ folder }) => [`${folder} の写真に写っている人物が分かりません。`, ownFolders],
  'labels-line-wrong': ({ path, line, fault }) => [
    `ラベルのファイル ${path} は使えません: ${line} 行目に${
      { nobody: '写真または人物の名前がありません', box: ' x、y、幅、高さの 4 つの数がありません' }[fault]
    }。`,
    labelLines,
  ],
  'columns-not-read': ({ path, reason }) => [
    `表 ${path} を読み取れません: ${reasonInJapanese(reason)}。`,
    '見出し行のある CSV です。例: person,school',
  ],
  'columns-wrong': ({ path, fault }) => [
    `表 ${path} は使えません: ${
      {
        heading: '見出しに path も person もありません',
        none: 'path、person、枠のほかに列がありません',
        long: '200 文字を超える値、または 50 を超える列があります',
        year: '生まれた年が年になっていません',
      }[fault]
    }。`,
    '見出しに列の名前を書きます。例: path,person,glasses。写真または人物がライブラリにある必要があります。',
  ],
  'grouping-unknown': ({ name, known }) => [
    `ライブラリに列 ${name} はありません。`,
    `次のいずれかで分けてください: ${known.join(', ')}。ほかの列は tammes import columns で取り込みます。`,
  ],
  'tag-unknown': ({ tag, known }) => [
    `タグ ${tag} の付いた顔はライブラリにありません。`,
    known.length > 0
      ? `次のいずれかを指定してください: ${known.join(', ')}。`
      : '先にライブラリで顔にタグを付けるか、tammes import columns で表を取り込んでください。',
  ],
  'tag-name-taken': ({ name }) => [
    `${name} による分類は、タグなしですでにできます。`,
    'タグに別の名前を付けてください。',
  ],
  'tag-needs-names': () => [
    'これらの顔にはどれも名前がありません。',
    '先に名前を付けてください。タグは写真に写る人に付きます。',
  ],
  'grouping-empty': ({ by }) => [
    `名前のある顔のうち、${by} でグループに分けられるものがライブラリにありません。`,
    by === 'age'
      ? '見出しが person,birth_year の表を tammes import columns で取り込み、生まれた年を加えてください。写真には撮影日が必要です。'
      : '顔に名前を付けるか、tammes import columns で列を取り込み、その列で分けてください。',
  ],
  'groups-need-pairs': () => [
    'グループで比べられるのは、ライブラリ、三つのフォルダ、写真のペアの一覧です。',
    '--by を外すか、tammes evaluate --protocol pairs --by COLUMN（--pairs FILE も可）を実行するか、--protocol open-set に --gallery、--probes、--strangers を付けて実行してください。',
  ],
  'columns-need-groups': () => [
    '列の表は、三つのフォルダまたはペアの一覧をグループに分けるときに使います。',
    '--by COLUMN と、--pairs FILE または --gallery、--probes、--strangers を付けてください。ライブラリでは tammes import columns FILE を使います。',
  ],
  'grouping-needs-table': ({ by }) => [
    `ライブラリの外の写真には、${by} の情報がありません。`,
    'quality か pose で分けるか、その列のある表を指定してください（--columns FILE、または画面の欄）。',
  ],
  'column-unknown': ({ path, name, known }) => [
    `表 ${path} に列 ${name} はありません。`,
    `次のいずれかで分けてください: ${known.join(', ')}`,
  ],
  'table-line-wrong': ({ path, line, fault, what }) => [
    `表 ${path} は使えません: ${
      {
        nobody: `${line} 行目に写真も人物もありません`,
        several: `${line} 行目の ${what} に当たる写真が複数あります`,
        twice: `${line} 行目が、${what} について前の行と食い違っています`,
        age: `${line} 行目の ${what} は年齢ではありません`,
      }[fault]
    }。`,
    fault === 'several'
      ? '写真が一つに決まるように、パスをより長く書いてください。'
      : 'その行を直してください。見出しに列の名前を書きます。例: path,person,glasses',
  ],
  'table-incomplete': ({ path, photo, missing, of }) => [
    `表 ${path} には、写真 ${of} 枚のうち ${missing} 枚（${photo} など）の行がありません。`,
    '写真または人物ごとに行を加えてください。分からない場合は、欄を空にします。',
  ],
  'labels-not-parsed': ({ path, reason }) => [
    `ラベルのファイル ${path} は使えません: ${reasonInJapanese(reason)}。`,
    labelLines,
  ],
  'camera-unusable': () => ['カメラを使えません。', 'システムの設定で許可するか、写真を選んでください。'],

  'gallery-ended': () => ['ギャラリーのスレッドが応答する前に終了しました。', 'もう一度お試しください。'],
  'usearch-not-installed': () => [
    '非常に大きなギャラリーを検索するための、任意のパッケージ usearch が入っていません。',
    'Node 22 以降で npm install を実行してください。それまでは全員と照合します。',
  ],
  'usearch-not-loaded': ({ reason }) => [
    `非常に大きなギャラリーを検索するためのパッケージ usearch を読み込めません: ${reasonInJapanese(reason)}。`,
    '全員との照合を使ってください: tammes gallery --engine exact。時間はかかりますが、同じ人が見つかります。',
  ],
  'gallery-address-wrong': ({ fault }) => [
    {
      form: 'データベースのアドレスが完全ではありません。',
      option: 'データベースのアドレスに、Tammes の知らないオプションがあります。',
      tls: 'データベースのアドレスに、Tammes の知らない sslmode があります。',
    }[fault],
    {
      form: 'ユーザー、ホスト、データベースを書いてください: postgres://user@host:5432/database。ソケットなら postgres://user@/database?host=/run/postgresql です。',
      option: '使えるのは host、sslmode、sslrootcert です。',
      tls: '使えるのは verify-full（サーバーがこのコンピューター上でなければ既定）と disable です。',
    }[fault],
  ],
  'gallery-not-connected': () => [
    'ライブラリはデータベースに接続されていません。',
    'tammes gallery connect postgres://user@host/database を実行してください。それまでは全員と照合します。',
  ],
  'gallery-server-lost': ({ server, reason }) => [
    `データベース ${server} に接続できません: ${reasonInJapanese(reason)}。`,
    'データベースを起動するか、アドレスとパスワードを確かめてください。応答するまでは全員と照合します。何も失われません。',
  ],
  'gallery-server-refused': ({ server, reason }) => [
    `データベース ${server} が Tammes の要求を拒否しました: ${reasonInJapanese(reason)}。`,
    'データベースにスキーマを作る権限をユーザーに与えるか、別のデータベースに接続してください。それまでは全員と照合します。',
  ],
  'gallery-server-without-vector': ({ server }) => [
    `データベース ${server} に拡張 vector がありません。`,
    'サーバーに pgvector を入れてください。それまでは全員と照合します。',
  ],
  'gallery-server-newer': ({ server }) => [
    `データベース ${server} の表は、より新しい Tammes で変更されています。`,
    'ここでもその版を使ってください。それまでは全員と照合します。',
  ],
  'share-not-joined': () => [
    'ライブラリは共有ギャラリーに参加していません。',
    'tammes gallery share join postgres://user@host/database を実行してください。まだギャラリーがなければ、join の代わりに init です。',
  ],
  'share-not-there': ({ server }) => [
    `データベース ${server} に共有ギャラリーはありません。`,
    'データベースの名前を確かめるか、そこにギャラリーを作ってください: ウィンドウの「そこにギャラリーを作成」、または tammes gallery share init postgres://user@host/database。',
  ],
  'share-not-let-in': ({ server, role, sql }) => [
    `このログインには、共有ギャラリー ${server} でこの操作をする権限がありません。`,
    {
      reader:
        'ギャラリーの所有者に許可を頼んでください: ウィンドウの「アクセスを許可…」、または tammes gallery share grant ログイン名。',
      enroller:
        '登録と訂正の許可をギャラリーの所有者に頼んでください: ウィンドウの「アクセスを許可…」、または tammes gallery share grant ログイン名 --role enroller。',
      owner: `できるのは所有者だけです。サーバーの管理者は、次の SQL であなたを所有者にできます: ${sql}`,
    }[role],
  ],
  'share-login-unfit': ({ login, why }) => [
    {
      name: `${login} はログインの名前に使えません。`,
      group: `${login} はサーバーのログインではなく、ログインのグループです。`,
      admin: `${login} はサーバーの管理者で、そこではすべてにアクセスできます。`,
    }[why],
    {
      name: '63 バイト以内で、制御文字を含まない名前にしてください。public と none、pg_ で始まる名前は使えません。',
      group: 'ログインごとに、その名前でアクセスを許可してください。',
      admin: '管理者でないログインにアクセスを許可してください。',
    }[why],
  ],
  'share-login-unknown': ({ server, login, sql }) => [
    `${server} のサーバーにログイン ${login} はなく、あなたのログインでは作成できません。`,
    `サーバーの管理者に SQL での作成を頼んでください: ${sql}。その後でアクセスを許可できます。`,
  ],
  'share-login-gone': ({ server, login }) => [
    `${server} のサーバーにログイン ${login} がもうないため、アクセスを元に戻せません。`,
    '作り直すには、ウィンドウの「アクセスを許可…」、または tammes gallery share grant を使ってください。',
  ],
  'share-login-bare': ({ server, login, sql }) => [
    `${server} のサーバーのログイン ${login} は、属するロールの権限を引き継いでいません。`,
    `サーバーの管理者が SQL で変更できます: ${sql}。その後で、もう一度アクセスを許可してください。`,
  ],
  'share-member-unknown': ({ server, login }) => [
    `ログイン ${login} は、共有ギャラリー ${server} へのアクセスを許可されていません。`,
    '一覧にあるとおりに書いてください: tammes gallery share members。',
  ],
  'share-member-stays': ({ server, login, sql }) => [
    `共有ギャラリー ${server} での ${login} の権限は、ここで与えられたものではないため、ここでは変更できません。`,
    `サーバーの管理者が SQL で変更できます: ${sql}`,
  ],
  'share-older': ({ server }) => [
    `共有ギャラリー ${server} は、より古い Tammes で作られています。`,
    '所有者が更新できます: ウィンドウの「参加…」、または tammes gallery share init に、データベースのアドレスを入力してください。',
  ],
  'share-lost': ({ server, reason }) => [
    `共有ギャラリー ${server} に接続できません: ${reasonInJapanese(reason)}。`,
    'データベースを起動するか、アドレスとパスワードを確かめてください。応答するまでは、最後に受け取った人々で認識します。',
  ],
  'share-password-wrong': ({ server }) => [
    `データベース ${server} は、このログインとパスワードを受け付けません。`,
    'パスワードを入力し直すか、ギャラリーの所有者にログインを確かめてください。',
  ],
  'share-refused': ({ server, reason }) => [
    `データベース ${server} が Tammes の要求を拒否しました: ${reasonInJapanese(reason)}。`,
    'ギャラリーを作る人にはロールとスキーマを作る権限が、ほかの人にはギャラリーのロールが必要です。',
  ],
  'share-differs': ({ server }) => [
    `共有ギャラリー ${server} との間で送受信した内容が、両側で一致しません。`,
    'ここでは何も変わっていません。もう一度実行してください。繰り返す場合は、データベースか接続が壊れています。',
  ],
  'share-empty': ({ server }) => [
    `共有ギャラリー ${server} には、全員が認識に使うヘッドがまだありません。`,
    '所有者が公開できます: ウィンドウの「ヘッドを公開…」、または tammes gallery share publish。',
  ],
  'share-other-login': ({ server, login }) => [
    `このライブラリの顔は、ログイン ${login} が ${server} に送ったものです。変更できるのはこのログインだけです。`,
    `ログイン ${login} で参加し直してください: tammes gallery share join。`,
  ],
  'share-other-features': ({ server, head }) => [
    `共有ギャラリー ${server} のヘッド ${head} は、別の版または別のバックボーンの特徴量のためのものです。`,
    'ほかの人と同じ版の Tammes と、内蔵のバックボーンを使ってください: tammes backbones --use built-in。',
  ],
  'share-head-unfit': ({ head, why }) => [
    {
      backbone: `ヘッド ${head} は持ち込まれたバックボーンのもので、ほかの人の手元にはありません。`,
      outdated: `ヘッド ${head} は、古い版の特徴量で学習されました。`,
    }[why],
    {
      backbone: '内蔵のバックボーンのヘッドを公開してください: tammes backbones --use built-in。',
      outdated: '新しいヘッドを学習し、それを公開してください。',
    }[why],
  ],
  'share-person-unknown': ({ server, name }) => [
    `共有ギャラリー ${server} に ${name} という人はいません。`,
    '大文字と小文字も含め、登録されているとおりの名前を書いてください。',
  ],
  'share-name-taken': ({ name }) => [
    `${name} という名前の人がほかにいるため、訂正は取り消されませんでした。`,
    `2 人が同じ人であれば、名前を ${name} に訂正してください。2 人は 1 人にまとめられ、元には戻せません。`,
  ],
  'share-correction-unknown': ({ number }) => [
    `番号 ${number} の訂正は、ここで待っていません。`,
    '待っている訂正は tammes gallery share で確かめられます。',
  ],
  'share-nothing-taken': () => [
    'ライブラリは、共有ギャラリーからまだ何も受け取っていません。',
    'ウィンドウの「今すぐ受け取る」、または tammes gallery share pull で受け取ってください。',
  ],
  'share-corrections-wait': ({ waiting }) => [
    `まだ送っていない訂正が ${waiting} 件あります。送るまで、このライブラリと共有ギャラリーとで名前が異なります。`,
    '「送信」（tammes gallery share push）で送るか、「相手の訂正」（tammes gallery share theirs NUMBER）で取りやめてから、もう一度保存してください。',
  ],
  'share-and-connect': ({ server }) => [
    `ライブラリは ${server} に接続しているか、そこのギャラリーに参加しています。両方はできません。`,
    '先のほうを終えてください: tammes gallery disconnect または tammes gallery share leave。',
  ],
  'review-ended': () => ['顔の確認が応答する前に終了しました。', 'もう一度お試しください。'],
  'group-unknown': ({ groupId }) => [
    `グループ ${groupId} はもうありません。`,
    'グループの一覧を読み込み直してください。',
  ],
  'head-unknown': ({ headId }) => [
    `ヘッド ${headId} はありません。`,
    '`tammes runs` で学習したヘッドを一覧できます。',
  ],
  'head-damaged': ({ headId }) => [
    `ヘッド ${headId} は壊れています: 重みが保存したときのものと違います。`,
    'もう一度学習するか、別のヘッドを選んでください。',
  ],
  'npz-too-large': () => [
    'npz ファイルに入るのは 4 GiB までです。このデータはそれを超えます。',
    'Parquet か CSV、またはより小さいヘッドを選んでください。',
  ],
  'library-has-photos': ({ folder }) => [
    `ライブラリ ${folder} にはすでに顔があります。`,
    'ベクトルは独立したライブラリになります。新しいフォルダを指定してください (--library)。',
  ],
  'vectors-not-read': ({ path }) => [`${path} を読み込めません。`, checkPath],
  'vectors-wrong': ({ path, fault }) => [`${path} を取り込めません: ${vectorFaults[fault]}。`, vectorFiles],
  'vector-wrong': ({ path, row }) => [
    `${path} の ${row} 行目に、数のベクトルがないか、有限でない値があります。`,
    vectorFiles,
  ],
  'backbone-unknown': ({ backboneId }) => [
    `バックボーン ${backboneId} はありません。`,
    '途中で削除された可能性があります。一覧は tammes backbones で見られます。',
  ],
  'backbone-not-named-so': ({ name, known }) => [
    `「${name}」というバックボーンはありません。`,
    `このライブラリのバックボーン：${known.join('、')}。`,
  ],
  'backbone-there': ({ name }) => [
    `「${name}」という別のバックボーンがあります。`,
    '別の名前を付けるか、先にそのバックボーンを削除してください。',
  ],
  'backbone-in-use': () => [
    '使用中のバックボーンと内蔵のバックボーンは削除できません。',
    '先に別のバックボーンに切り替えてください：tammes backbones --use built-in',
  ],
  'backbone-not-proven': ({ name, eer }) => [
    `バックボーン ${name} はこのライブラリの人物を見分けられません。顔のペアの ${Math.round(100 * eer)} % で判定を誤ります。`,
    '想定している画像が違う可能性があります。削除して、位置合わせ・色の順序・平均と偏差を変えて追加し直してください。',
  ],
  'backbone-refused': ({ path, fault, detail }) => [
    `${path} はバックボーンにできません：${backboneFaults[fault]}${detail === '' ? '' : `（${detail}）`}。`,
    backboneFiles,
  ],
  'backbone-not-loaded': ({ path, reason }) => [
    `ONNX Runtime が ${path} を読み込めません：${reason}`,
    backboneFiles,
  ],
  'backbone-not-run': ({ path, reason }) => [
    `ONNX Runtime が ${path} を実行できません：${reason}`,
    backboneFiles,
  ],
  'backbone-gave-nothing': ({ path }) => [
    `${path} の出力は特徴量ではありません。有限の数でないか、記述子と個数が違います。`,
    backboneFiles,
  ],
  'backbone-file-gone': ({ path }) => [
    `バックボーンのファイル ${path} がありません。`,
    '同じファイルをもう一度追加すると元に戻ります：tammes backbone add FILE。バックアップにはバックボーンのファイルは含まれません。',
  ],
  'backbone-file-changed': ({ path, name }) => [
    `バックボーン ${name} のファイル ${path} が、追加したときと違っています。`,
    'このファイルを削除し、ダウンロードしたファイルをもう一度追加してください：tammes backbone add FILE',
  ],
  'onnx-runtime-missing': ({ reason }) => [
    `持ち込みのバックボーンを実行する ONNX Runtime がありません：${reason}`,
    'Tammes に付属しています。ソースから使う場合は npm ci を実行してください。内蔵のバックボーンはなくても動きます。',
  ],
  'backbone-of-vectors': ({ name }) => [
    `このライブラリにはネットワーク ${name} のベクトルだけがあり、ネットワークそのものはありません。ここでは写真を記述できません。`,
    '学習、評価、球面の表示はここでできます。写真の人物を認識するには、写真を別のライブラリに読み込み、ネットワークを ONNX ファイルとして追加してください：tammes backbone add',
  ],
  'library-of-vectors': ({ folder }) => [
    `ライブラリ ${folder} には画像のないベクトルが入っており、どのバックボーンでも記述できません。`,
    '写真のライブラリを使ってください。',
  ],
  'features-of-other-backbone': () => [
    'これらの顔は、使用中のものとは別のバックボーンで記述されています。',
    '写真をもう一度選んで記述し直してください。',
  ],
  'merge-other-backbone': () => [
    'どちらかのライブラリが、内蔵のものとは別のバックボーンを使っています。',
    '先に両方を内蔵のバックボーンに切り替えてください：tammes backbones --use built-in',
  ],
  'model-not-exported': ({ backbone }) => [
    `このヘッドはバックボーン ${backbone} のもので、そのネットワークは Tammes からは書き出せません。`,
    'ヘッドだけを書き出し、ネットワークの出力に適用してください：tammes export head',
  ],
  'centres-not-exported': ({ name }) => [
    `ヘッド ${name} にはクラス中心がありません。`,
    '人物なしで書き出してください。ペアやトリプレットの損失、クラスごとに複数の中心をもつ損失、学習済みヘッド、そこから動かなかったヘッドには中心がありません。',
  ],
  'head-not-named-so': ({ name, known }) => [
    `ヘッド ${name} はありません。`,
    `ライブラリにあるもの: ${known.join(', ')}。`,
  ],
  'head-without-centres': () => [
    'このヘッドには学習されたクラス中心がありません。',
    '代わりに埋め込みの平均方向を見てください。',
  ],
  'run-unknown': ({ runId }) => [
    `学習の記録 ${runId} はありません。`,
    '`tammes runs` で学習の記録を一覧できます。',
  ],
  'run-damaged': ({ runId }) => [
    `学習の記録 ${runId} は壊れています: 設定を読み取れません。`,
    'ライブラリをバックアップから戻すか、もう一度学習してください。ほかの記録はそのままです。',
  ],
  'run-faces-damaged': ({ runId, path }) => [
    `実行 ${runId} の顔の一覧は壊れています: ${path} が書き込んだときの内容と違います。`,
    'ファイルをバックアップから戻すか、もう一度学習してください。',
  ],
  'timeline-damaged': ({ runId, path }) => [
    `実行 ${runId} の経過の記録は壊れています: ${path} が書き込んだときの内容と違います。`,
    'ファイルをバックアップから戻してください。ヘッドには影響しません。',
  ],
  'run-history-damaged': ({ runId, path, line }) => [
    `学習の記録 ${runId} の履歴は壊れています: ${path} の ${line} 行目が書き込んだときの内容と違います。`,
    'ファイルをバックアップから戻すか、その行を削除してください。失われるのはそのエポックの曲線だけです。',
  ],
  'run-not-named-so': ({ name, known }) => [
    `学習の記録 ${name} はありません。`,
    `ライブラリにある学習の記録: ${orNone(known)}。`,
  ],
  'run-not-named': () => [
    '学習の記録が指定されていません。',
    'tammes runs の一覧にあるものを指定してください。',
  ],
  'run-not-stopped': ({ runId, status }) => [
    `学習の記録 ${runId} は${{ running: '学習中です', finished: '完了しています' }[status]}。`,
    '再開できるのは、途中で止まった学習だけです。',
  ],
  'run-unfinished': ({ runId }) => [
    `学習の記録 ${runId} には、比べるヘッドがありません。`,
    '先に最後まで学習させてください：tammes train --resume RUN',
  ],
  'run-faces-gone': ({ runId }) => [
    `学習の記録 ${runId} を始めたときの顔の一部が、もうライブラリにありません。`,
    '新しい学習を始めてください。',
  ],
  'run-features-outdated': ({ runId }) => [
    `学習の記録 ${runId} は古いバージョンの Tammes の特徴で始めたものです。顔の特徴はその後更新されました。`,
    '新しい学習を始めてください。',
  ],
  'run-removal-final': () => [
    'その学習の記録はもう元に戻せません。',
    '別の記録を削除すると、前の削除は取り消せなくなります。もう一度学習してください。',
  ],
  'job-running': ({ kind }) => [`${jobsRunning[kind]}。`, endOrCancel],
  'job-unknown': ({ jobId }) => [`ジョブ ${jobId} はありません。`, reloadWindow],
  'recognised-face-unknown': ({ faceId }) => [`顔 ${faceId} はもう表にありません。`, reloadWindow],
  'nothing-recognised': () => [
    'まだどのフォルダも認識していません。',
    '「認識」の画面でフォルダを選んでください。',
  ],
  'export-unknown': ({ exportId }) => [
    `書き出し ${exportId} はないか、すでに取り消されています。`,
    '書き出しの一覧を読み込み直してください。',
  ],
  'export-folder-gone': ({ folder, files }) => [
    `${folder} がないか、中が空です。書き出した ${files} 個のファイルを元に戻せませんでした。`,
    'ディスクをつないで、もう一度元に戻してください。何も失われていません。済んだファイルは飛ばします。',
  ],
  'export-not-undone': ({ path, files, reason }) => [
    `書き出した ${files} 個のファイルを元に戻せませんでした（例: ${path}）: ${reasonInJapanese(reason)}。`,
    '読み書きできることを確かめ、もう一度元に戻してください。済んだファイルは飛ばします。',
  ],
  'target-not-absolute': ({ folder }) => [
    `${folder} では、フォルダの場所が分かりません。`,
    'ディスクの先頭からのパス全体を書いてください。',
  ],
  'target-inside': ({ target, folder }) => [
    `${target} は ${folder} の中にあります。`,
    'コピーがその写真と混ざらないように、外のフォルダを選んでください。',
  ],
  'target-leads-outside': ({ target, folder }) => [
    `${folder} はリンクで、${target} の外を指しているかもしれません。`,
    'リンクを削除するか、別のフォルダを選んでください。',
  ],
  'folder-not-made': ({ folder }) => [
    `フォルダ ${folder} を作れません。`,
    '書き込みのできるフォルダを選んでください。',
  ],
  'photo-changed': ({ path }) => [
    `${path} はなくなったか、読み込んだ後に変更されています。`,
    'そのフォルダをもう一度読み込んでください。',
  ],
  'sidecar-not-understood': ({ path, reason }) => [
    `${path} を解釈できないため、そのままにしました: ${reasonInJapanese(reason)}。`,
    'このファイルを書いたプログラムで確認してください。',
  ],
  'sidecar-no-file': ({ path }) => [
    `${path} はリンクか通常のファイルでないもの、または読み書きのできないファイルです。`,
    '書き込みのできるファイルに置き換えてください。',
  ],
  'run-in-training': ({ runId }) => [`学習の記録 ${runId} は学習中です。`, endOrCancel],
  'training-diverged': ({ step }) => [
    `学習が発散しました: ステップ ${step} の後、値が有限の数ではなくなりました。`,
    '学習率を下げるか、勾配クリッピングまたはウォームアップを使って、新しい学習を始めてください。',
  ],
  'trainer-ended': ({ exit }) => [
    `学習のプロセスが予期せず終了しました（コード ${exit}）。`,
    '最後のチェックポイントから再開してください。GPU を使っている場合はバックエンド wasm を試してください。',
  ],
  'checkpoint-damaged': ({ runId }) => [
    `学習の記録 ${runId} のチェックポイントは壊れています: 書き込んだときの内容と違います。`,
    'バックアップから戻すか、新しい学習を始めてください。',
  ],
  'checkpoint-missing': ({ runId, path, epochs }) => [
    `学習の記録 ${runId} のチェックポイント ${path} がありません。${epochs} エポックまで学習しましたが、これがないと続けられません。`,
    'ファイルをバックアップから戻すか、新しい学習を始めてください。',
  ],
  'checkpoint-foreign': () => [
    'チェックポイントがこの学習の記録に合いません。',
    '新しい学習を始めてください。',
  ],
  'safetensors-damaged': ({ name }) => [
    `${name} は壊れています: float32 の safetensors ファイルではありません。`,
    'もう一度学習してください。',
  ],
  'too-few-labelled': ({ people, needed, loss }) => [
    `ラベルの付いた顔は ${people} 人分しかありません。`,
    needed === 2
      ? '2 人以上の写真を、人物ごとのフォルダに入れて追加してください。'
      : `${loss} には ${needed} 人以上が必要です。写真を人物ごとのフォルダに入れて追加してください。`,
  ],
  'too-few-with-two-photos': ({ people }) => [
    `写真が 2 枚以上ある人物は ${people} 人だけです。`,
    '写真を追加するか、写真が 1 枚だけの人物も学習に使ってください。',
  ],
  'patience-without-validation': () => [
    '検証用の写真がないと、学習を早く終えることはできません。',
    '写真の一部を検証用に残すか、早期終了の指定を外してください。',
  ],
  'centres-not-fixable': ({ loss }) => [
    `${loss} には固定できるクラス中心がありません。`,
    '固定しないか、クラス中心のある損失を選んでください。',
  ],
  'centres-fixed-and-spread': () => [
    '固定されたクラス中心を、さらに広げることはできません。',
    '正則化を外すか、クラス中心も学習させてください。',
  ],
  'classes-not-sampled': ({ loss }) => [
    `選んだ設定の ${loss} では、各ステップですべてのクラスが必要です。`,
    '各ステップのクラスの割合を 1 のままにするか、cosface や arcface のような余弦の softmax 損失を正則化なしで選んでください。',
  ],

  'schema-unknown': ({ name, known }) => [`JSON を出力するコマンド ${name} はありません。`, oneOf(known)],
  'loss-unnamed': ({ known }) => [
    '損失が指定されていません。',
    `--loss に次のいずれかを付けてください: ${known.join(', ')}。`,
  ],
  'loss-unknown': ({ name, known }) => [`損失 ${name} はありません。`, oneOf(known)],
  'regulariser-unknown': ({ name, known }) => [`正則化 ${name} はありません。`, oneOf(known)],
  'regulariser-without-centres': ({ loss, regulariser }) => [
    `${loss} には ${regulariser} で広げられるクラス中心がありません。`,
    '正則化を外すか、クラス中心のある損失を選んでください。',
  ],
  'regulariser-contained': ({ loss, regulariser }) => [
    `${loss} には ${regulariser} がすでに含まれています。`,
    '正則化を外してください。',
  ],
  'parameter-unknown': ({ owner, name, known }) => [
    `${owner} にパラメータ ${name} はありません。`,
    `使えるパラメータ: ${orNone(known)}。`,
  ],
  'parameter-out-of-range': ({ name, value, min, max, unit, whole }) => [
    `${name} の値を ${value} にすることはできません。`,
    `${min} から ${max}${unit && ` ${unit}`} までの${whole ? '整数' : '数'}を指定してください。`,
  ],
  'parameter-not-an-option': ({ name, value, options }) => [
    `${name} の値を ${value} にすることはできません。`,
    oneOf(options),
  ],
  'loss-without-angles': ({ loss, known }) => [
    `${loss} は角度だけの関数ではないため、角度ごとの勾配の長さがありません。`,
    oneOf(known),
  ],
  'length-options-out-of-range': () => [
    '刻みとノルムは 0 より大きく、もう一方の角度は 0 度から 180 度まででなければなりません。',
    'オプションを修正してください。',
  ],
  'golden-not-json': ({ path }) => [`${path} は JSON ではありません。`, goldenWanted],
  'golden-input-missing': ({ case: name, input }) => [`${name}: 入力 ${input} がありません。`, correctFile],
  'golden-parameter-wrong': ({ case: id, name }) => [
    `${id}: パラメータ ${name} が数ではありません。`,
    correctFile,
  ],
  'golden-not-evaluated': ({ case: name, reason, remedy }) => [
    `${name} を計算できません: ${reasonInJapanese(reason)}。`,
    remedy ?? 'この例を修正してください。',
  ],

  'spread-of-too-few': () => [
    '広がりを調べるには、クラス中心が 2 つ以上必要です。',
    '2 人以上の写真を追加してください。',
  ],
  'work-cancelled': () => ['計算は途中で止められました。', startAgain],
  'points-too-few': ({ count, dim }) => [
    `${dim} 次元の ${count} 点では、広げる余地がありません。`,
    '2 つ以上の点と 2 以上の次元を、整数で指定してください。',
  ],
  'points-too-many': ({ count, dim, most }) => [
    `${dim} 次元の ${count} 点は、すべての組を同時に扱う解法には多すぎます。`,
    `${most} 点までにしてください。代わりに、正則化 uniform を使ってクラス中心を学習させることもできます。`,
  ],
  'starts-too-few': ({ restarts }) => [
    `開始点が ${restarts} 個の探索では何も見つかりません。`,
    '開始点を 1 つ以上にしてください。',
  ],
  'picture-not-made': () => ['画像を作れませんでした。', 'ウィンドウを小さくしてください。'],
  'film-not-written': () => ['このウィンドウでは動画を書き出せません。', '代わりに画像を保存してください。'],

  'too-few-photographed': ({ people, needed }) => [
    `写真があるのは ${people} 人ですが、${needed} 人以上が必要です。`,
    ownFolders,
  ],
  'too-few-unseen': ({ people, of, needed }) => [
    `ライブラリの ${of} 人のうち、どのヘッドの学習にも使われていないのは ${people} 人ですが、${needed} 人以上が必要です。`,
    '全員で評価するか、ほかのヘッドを選ぶか、ヘッドが見ていない人に名前を付けてください。',
  ],
  'unseen-of-library-only': () => [
    'ヘッドが誰で学習したかは、ライブラリの人についてしか分かりません。',
    '--unseen を外すか、または --images、--pairs、--gallery を外してください。',
  ],
  'no-probes-left': ({ each }) => [
    `1 人につき ${each} 枚を登録すると、照合する写真が残りません。`,
    '登録する枚数を減らすか、別に撮った写真を追加してください。',
  ],
  'describing-cancelled': ({ done, total }) => [
    `${total} 枚のうち ${done} 枚で止まりました。`,
    'もう一度始めてください。取り出し済みの特徴は残っています。',
  ],
  'evaluation-unknown': ({ evaluationId }) => [
    `評価 ${evaluationId} はありません。`,
    '`tammes evaluations` で評価を一覧できます。',
  ],
  'evaluation-damaged': ({ evaluationId }) => [
    `評価 ${evaluationId} は壊れていて、結果を読めません。`,
    'バックアップから復元するか、もう一度評価してください。ほかの評価はそのままです。',
  ],
  'evaluation-not-named-so': ({ name, known }) => [
    `評価 ${name} はありません。`,
    `ライブラリにある評価: ${orNone(known)}。`,
  ],
  'evaluations-not-paired': ({ first, second, reason }) => [
    {
      protocol: `${first} と ${second} は評価の方法が違うため、比べられません。`,
      older: `${second} は比べられません。比較に必要なデータを残さない古いバージョンの Tammes で作られています。`,
      faces: `${first} と ${second} は同じ顔で評価していないため、比べられません。ライブラリ、設定、またはヘッドが学習した顔が違います。`,
    }[reason],
    '両方のヘッドを一度に評価するか、両方の評価をやり直してください。',
  ],
  'evaluation-not-named': () => [
    '評価が指定されていません。',
    'tammes evaluations の一覧にあるものを指定してください。',
  ],
  'sweep-unknown': ({ sweepId }) => [
    `スイープ ${sweepId} はありません。`,
    '`tammes sweeps` でスイープを一覧できます。',
  ],
  'sweep-damaged': ({ sweepId }) => [
    `スイープ ${sweepId} は壊れていて、保存した内容を読めません。`,
    'バックアップから復元するか、このスイープを削除してもう一度始めてください。ほかのスイープはそのままです。',
  ],
  'sweep-not-named': () => [
    'スイープが指定されていません。',
    'tammes sweeps の一覧にある番号を指定してください。',
  ],
  'sweep-running': ({ sweepId }) => [
    `スイープ ${sweepId} は実行中です。`,
    `終わるまで待つか、tammes sweeps cancel ${sweepId} で止めてください。終わった分は残ります。`,
  ],
  'sweep-finished': ({ sweepId }) => [
    `スイープ ${sweepId} は終わっています。`,
    `tammes sweeps show ${sweepId} で結果を表示できます。`,
  ],
  'sweep-data-changed': ({ sweepId }) => [
    `スイープ ${sweepId} を始めた後で、名前、写真、特徴のどれかが変わりました。`,
    '同じ計画で新しいスイープを始めてください。これまでの結果は残ります。',
  ],
  'sweep-too-few-people': ({ people }) => [
    `複数の写真がある人は ${people} 人で、一部の人を隠し、さらに二つの分割で別の人を取り分けるには足りません。`,
    '名前の付いた人を増やすか、隠す割合を減らすか、取り分ける割合（strangers）を増やしてください。複数の写真がある人が 12 人いれば足ります。',
  ],
  'sweep-too-large': ({ candidates, most }) => [
    `この計画の候補は ${candidates} 件あります。スイープは ${most} 件までです。`,
    '値を減らすか、random で一部を抽選してください。',
  ],
  'sweep-draws-unsaid': () => [
    'この計画は候補を抽選しますが、その数が指定されていません。',
    'candidates に 20 などの数を指定してください。',
  ],
  'sweep-halving-one-seed': () => [
    '逐次半減は少ないシードの後で候補を減らしますが、この計画のシードは一つです。',
    'seeds を 2 以上にするか、ほかの方法を選んでください。',
  ],
  'sweep-range-in-grid': ({ setting }) => [
    `この計画はすべての組み合わせを試しますが、設定 ${setting} が範囲で指定されています。`,
    '値を並べるか、random を選んで候補の数を指定してください。',
  ],
  'sweep-range-empty': ({ setting }) => [
    `設定 ${setting} の範囲が空です。`,
    '始まりは終わりより小さく、対数では両方とも 0 より大きくしてください。',
  ],
  'sweep-setting-unknown': ({ setting, known }) => [
    `これらの損失関数に設定 ${setting} はありません。`,
    `設定: ${known.join('、')}。`,
  ],
  'sweep-setting-own': ({ setting }) => [
    `設定 ${setting} はスイープ自身が決めます。`,
    '計画から除いてください。シードの数は seeds で指定します。',
  ],
  'sweep-setting-common': ({ setting }) => [
    `すべての候補を同じように評価するため、設定 ${setting} の値は一つだけです。`,
    '値を一つにするか、値ごとにスイープを作ってください。',
  ],
  'sweep-plan-line': ({ path, line, reason, remedy }) => [`${path} の ${line} 行目：${reason}`, remedy],
  'sweep-plan-unreadable': ({ path, reason }) => [
    `${path} は計画として読めません: ${reason}`,
    'YAML か JSON で書いてください。スキーマは tammes sweep --schema で表示できます。',
  ],
  'no-two-faces': () => [
    'どのヘッドの学習にも使われていない、同じ人の別々に撮った写真が 2 枚ありません。',
    '写真を追加するか、すべての写真で学習していないヘッドを比べてください。',
  ],
  'draws-cancelled': ({ done, total }) => [`${total} 回のうち ${done} 回で止まりました。`, startAgain],
  'open-set-folders-unnamed': () => [
    'フォルダでのオープンセット識別には三つのフォルダが必要ですが、一部が指定されていません。',
    '次のように書いてください: tammes evaluate --protocol open-set --gallery DIR --probes DIR --strangers DIR（各フォルダには人物ごとのサブフォルダを入れます）',
  ],
  'strangers-enrolled': ({ people }) => [
    `ギャラリーと知らない人の両方のフォルダに、次の人がいます: ${people.join('、')}。`,
    '別人なら、どちらかのサブフォルダの名前を変えてください。同じ人なら、どちらかのフォルダから除いてください。',
  ],
  'probes-not-enrolled': ({ people }) => [
    `次の人はプローブのフォルダにいますが、ギャラリーにいません: ${people.join('、')}。`,
    'ギャラリーに写真を加えるか、知らない人のフォルダに移してください。',
  ],
  'one-head-only': () => [
    '写真のペアの一覧や一つのフォルダでは、複数のヘッドを比べられません。',
    'ヘッドを一つにするか、ライブラリまたは三つのフォルダで比べてください: tammes evaluate --protocol open-set か holdout、または --pairs を付けない pairs',
  ],
  'evaluation-not-keepable': () => [
    '一つのフォルダや複数のバックボーンの評価は保存されません。',
    '--keep を外すか、ライブラリまたは三つのフォルダで評価してください: tammes evaluate --protocol open-set か holdout、または --images を付けない pairs',
  ],
  'kept-read-otherwise': () => [
    '保存する評価の写真は、ライブラリと同じ方法（位置合わせ、左右反転あり、ライブラリの検出器）で読む必要があります。',
    '--keep を外すか、--align、--no-mirror、--detector を外してください。',
  ],
  'pairs-unnamed': () => [
    'ペアの一覧または写真のフォルダが指定されていません。',
    '次のように書いてください: tammes evaluate --protocol pairs --pairs pairs.txt --images DIR（insightface のセットなら --pairs lfw.bin だけ）',
  ],
  'list-without-photos': ({ file }) => [
    `一覧 ${file} には写真が含まれていません。`,
    '人物ごとのサブフォルダに分けた写真のフォルダを選んでください。写真のフォルダが要らないのは insightface のセット（.bin）だけです。',
  ],
  'head-of-other-backbone': ({ head }) => [
    `ヘッド ${head} は、使用中のものとは別のバックボーンのものです。`,
    'このヘッドを外すか、そのバックボーンに切り替えてください。',
  ],
  'evaluation-options-out-of-range': () => [
    '--enrolled と --draws は 1 から 1000 までの整数、--unknown は 0 と 1 の間の割合です。',
    '値を修正してください。',
  ],
  'pairs-empty': ({ file }) => [`${file} は空です。`, goodPairs],
  'pairs-none': ({ file }) => [`${file} にペアが 1 組もありません。`, goodPairs],
  'pairs-one-kind': ({ file }) => [
    `${file} には片方の種類のペアしかありません。`,
    '同じ人のペアと別人のペアの両方を含む一覧を指定してください。',
  ],
  'pairs-heading-wrong': ({ file, line, content }) => [
    `${file} の ${line} 行目には、分割の数とペアの数が必要ですが、「${content}」と書かれています。`,
    goodPairs,
  ],
  'templates-empty': ({ file }) => [`${file} に写真が 1 枚もありません。`, goodTemplates],
  'templates-line-wrong': ({ file, line, content }) => [
    `${file} の ${line} 行目「${content}」はテンプレートの写真ではありません。「名前 テンプレート メディア」（例: 1.jpg 1 69544）の形で書いてください。`,
    goodTemplates,
  ],
  'template-pair-wrong': ({ file, line, content }) => [
    `${file} の ${line} 行目「${content}」はテンプレートのペアではありません。「テンプレート テンプレート ラベル」の形で、同じ人は 1、別の人は 0 と書いてください。`,
    goodTemplates,
  ],
  'template-unknown': ({ file, line, template }) => [
    `${file} の ${line} 行目にあるテンプレート ${template} の写真が、テンプレートの一覧にありません。`,
    '二つの一覧を同じセットから、完全な形でコピーしてください。',
  ],
  'templates-unnamed': () => [
    'テンプレートには、写真の一覧、ペアの一覧、写真のフォルダの三つが必要ですが、すべては指定されていません。',
    '次のように書いてください: tammes evaluate --protocol pairs --templates ijbc_face_tid_mid.txt --pairs ijbc_template_pair_label.txt --images DIR',
  ],
  'pairs-of-files': ({ file, line, content }) => [
    `${file} の ${line} 行目「${content}」は、CALFW や CPLFW の一覧のように写真 1 枚と数字だけです。この形の一覧は読み込めません。`,
    'insightface の評価用データにある同じセット calfw.bin または cplfw.bin を指定してください：tammes evaluate --protocol pairs --pairs calfw.bin。または、1 行に 1 組のペアを「人物 n m」「人物 n 別の人物 m」の形で書いてください。',
  ],
  'pairs-line-wrong': ({ file, line, content }) => [
    `${file} の ${line} 行目「${content}」はペアではありません。「人物 n m」または「人物 n 別の人物 m」の形で書いてください。`,
    goodPairs,
  ],
  'pairs-cut-off': ({ file, folds, each, expected, found }) => [
    `${file} の 1 行目には ${folds} × 2 × ${each} = ${expected} 組とありますが、実際は ${found} 組です。途中で切れたか、編集されています。`,
    goodPairs,
  ],
  'pairs-fold-uneven': ({ file, fold, found, expected }) => [
    `${file}: 分割 ${fold} の同じ人のペアは ${found} 組で、${expected} 組ではありません。`,
    goodPairs,
  ],
  'verification-set-broken': ({ file }) => [
    `${file} は途中で切れているか、壊れています。`,
    '作者が公開している場所から、もう一度コピーしてください。',
  ],
  'verification-set-foreign': ({ file }) => [
    `${file} は insightface の形式のペアのセットではありません。ペアごとに写真 2 枚と、同じ人かどうかを含み、1 GiB 以下である必要があります。`,
    'lfw.bin など insightface の .bin ファイルか、ペアの一覧と写真のフォルダを指定してください。',
  ],
  'verification-set-uneven': ({ file, photos, pairs }) => [
    `${file} には ${pairs} 組に対して写真が ${photos} 枚あり、1 組 2 枚ではありません。切り取られたか、編集されています。`,
    '作者が公開している場所から、もう一度コピーしてください。',
  ],

  'digits-damaged': () => ['Tammes に付属する数字の画像が壊れています。', installAgain],
  'faces-file-damaged': () => ['顔のファイルが壊れています。', installAgain],
  'figure-too-few-people': ({ least, people }) => [
    `この図には、顔が 2 つ以上ある人物が ${least} 人以上必要です。ライブラリには ${people} 人います。`,
    '写真を追加するか、Tammes に付属する顔を使ってください。',
  ],
  'story-cancelled': () => ['物語の計算は止められました。', startAgain],
  'demo-cancelled': () => ['デモは止められました。', 'もう一度始めてください: npm run demo'],

  'backend-not-started': ({ backend }) => [unusable(backend, 'tfjs が開始できません'), installAgain],
  'backend-too-slow': ({ backend, seconds }) => [
    unusable(backend, `${seconds} 秒以内に開始しませんでした`),
    'GPU のドライバーを更新してください。',
  ],
  'backend-crashed': ({ backend }) => [
    unusable(backend, '試したプロセスが異常終了しました'),
    'GPU のドライバーを更新してください。Tammes がバインディングを作った場合は、作り直してください: npm run binding',
  ],
  'backend-check-failed': ({ backend, reason }) => [
    unusable(backend, reasonInJapanese(reason)),
    'GPU のドライバーを更新するか、別のバックエンドを使ってください。',
  ],
  'webgpu-driver-failed': ({ reason }) => [unusable('webgpu', reasonInJapanese(reason)), updateDriver],
  'webgpu-without-gpu': ({ needs }) => [unusable('webgpu', 'GPU が見つかりません'), webgpuNeeds[needs]],
  'webgpu-not-in-window': () => [
    unusable('webgpu', 'このウィンドウでは WebGPU が使えません'),
    webgpuNeeds.window,
  ],
  'webgpu-not-loaded': ({ reason }) => [
    unusable('webgpu', reasonInJapanese(reason)),
    'npm ci をもう一度実行してください。',
  ],
  'webgpu-not-built': ({ platform }) => [
    unusable('webgpu', `パッケージ webgpu に ${platform} 用のビルドがありません`),
    '別のバックエンドを使ってください。',
  ],
  'webgpu-not-installed': () => [
    unusable('webgpu', 'インストールされていません'),
    '任意のパッケージを省かずに npm ci を実行してください。',
  ],
  'webgpu-failed': ({ reason }) => [
    `WebGPU が失敗しました: ${reasonInJapanese(reason)}。`,
    'バッチを小さくするか、バックエンド wasm を使ってください。学習は最後のチェックポイントから続けられます。',
  ],
  'wasm-memory-full': () => [
    'WebAssembly のメモリーがなくなりました。使えるのは最大 4 GiB です。',
    'バッチを小さくする、各ステップのクラスの割合を小さくする、またはバックエンド tensorflow を使ってください。',
  ],
  'tensorflow-without-gpu': () => [
    unusable('tensorflow-gpu', 'TensorFlow から NVIDIA GPU が見つかりません'),
    'NVIDIA GPU とそのドライバー、CUDA 用の TensorFlow と CUDA のライブラリが必要です（README.md を参照）。',
  ],
  'tensorflow-already-loaded': ({ backend, loaded }) => [
    unusable(backend, `このプロセスはすでに ${loaded} で計算しています`),
    'Tammes を起動し直してください。',
  ],
  'tensorflow-not-installed': ({ backend }) => [
    unusable(backend, 'tfjs-node がインストールされていません'),
    'Linux ではバインディングをビルドしてください: npm run binding -- --tensorflow DIR（README.md を参照）。',
  ],
  'tensorflow-not-loaded': ({ backend, reason }) => [
    unusable(backend, `バインディングを読み込めません: ${reasonInJapanese(reason)}`),
    rebuildBinding,
  ],
  'tensorflow-file-damaged': ({ backend, file }) => [
    unusable(backend, `${file} が壊れています`),
    rebuildBinding,
  ],
  'tensorflow-folder-gone': ({ backend, folder }) => [
    unusable(backend, `TensorFlow のフォルダ ${folder} がありません`),
    rebuildBinding,
  ],
  'binding-not-here': () => [
    'バインディングをビルドできるのは Linux だけです。ほかの TensorFlow の wheel には必要なライブラリが入っていません。',
    'ほかのシステムではバックエンド webgpu を使ってください。',
  ],
  'binding-options-wrong': ({ usage }) => [
    'TensorFlow が指定されていないか、その名前のパッケージがありません。',
    `使い方: ${usage}`,
  ],
  'binding-not-compiled': ({ compiler, reason }) => [
    `${compiler} が失敗しました: ${reasonInJapanese(reason)}。`,
    'g++ 9 以降をインストールするか、CXX に別のコンパイラーを指定してください。',
  ],
  'binding-not-loaded': ({ reason }) => [
    `バインディングはビルドされましたが、読み込めません: ${reasonInJapanese(reason)}。`,
    'このコンピューターに合う TensorFlow 2.21 を使ってください。',
  ],
  'ciphers-not-installed': () => [
    noCiphers('任意のパッケージ better-sqlite3-multiple-ciphers が入っていません'),
    '次を順に実行してください: npm install --no-save --ignore-scripts better-sqlite3-multiple-ciphers@12.11.1、npm run ciphers',
  ],
  'ciphers-not-built': ({ platform }) => [
    noCiphers(`better-sqlite3-multiple-ciphers のネイティブ部分が ${platform} 用にありません`),
    '次を実行してください: npm run ciphers。取得できない環境では --headers DIR を付けるとコンパイルします。docs/DEVELOPING.md を見てください。',
  ],
  'ciphers-not-loaded': ({ reason }) => [
    noCiphers(reason),
    'ネイティブ部分を入れ直してください: npm run ciphers',
  ],
  'ciphers-build-failed': ({ command, reason }) => [
    `${command} が失敗しました: ${reason}`,
    '取得にはネットワークが、コンパイルには C++ コンパイラーと Node のヘッダーファイルが必要です: npm run ciphers -- --headers DIR',
  ],
  'binding-step-failed': ({ command, reason, needs }) => [
    `${command} が失敗しました: ${reasonInJapanese(reason)}。`,
    {
      network: 'ネットワークを確認して、もう一度試してください。',
      tar: 'tar をインストールしてください。',
    }[needs],
  ],

  'method-unknown': ({ method }) => [`メソッド ${method} はありません。`, reloadWindow],
  'request-too-large': () => ['リクエストが 64 MiB を超えています。', 'もっと小さい写真を選んでください。'],
  'request-too-nested': () => ['リクエストの値が多すぎるか、入れ子が深すぎます。', reloadWindow],
  'requests-too-many': () => [
    '大きいリクエストが同時に多すぎます。',
    '少し待ってからもう一度試してください。',
  ],
  'answer-too-late': () => [
    '30 分たっても応答がありませんでした。',
    'ディスクやネットワーク上のフォルダが応答しているか確認して、もう一度試してください。',
  ],
  'request-not-messagepack': () => ['リクエストが MessagePack ではありません。', reloadWindow],
  'request-without-input': () => ['リクエストに入力がありません。', reloadWindow],
  'port-unusable': ({ port, reason }) => [
    `ポート ${port} は使えません（${reasonInJapanese(reason)}）。`,
    '--port で別のポートを指定してください。0 なら空いているポートを使います。',
  ],
  'host-silent': () => ['Tammes が応答しません。', '`tammes serve` が動いているか確認してください。'],
  'window-refused': ({ reason }) => [
    'このウィンドウにはアクセス権がありません。',
    `${reasonInJapanese(reason)}。`,
  ],

  'api-token-missing': () => [
    'リクエストにトークンがありません。',
    '`tammes api token create` で作り、Authorization: Bearer TOKEN として送ってください。',
  ],
  'api-token-unknown': () => [
    'このライブラリのトークンではないか、取り消されています。',
    '`tammes api token create` で新しく作ってください。',
  ],
  'api-token-expired': ({ name, expired }) => [
    `トークン ${name} は ${expired} に期限が切れました。`,
    '`tammes api token create` で新しく作ってください。',
  ],
  'api-scope-missing': ({ needed, granted }) => [
    `スコープ ${needed.join(' または ')} のあるトークンが必要です。このトークンにあるのは ${granted.join(', ')} です。`,
    '`tammes api token create` でそのスコープのトークンを作ってください。',
  ],
  'api-host-unknown': ({ host }) => [
    `このサーバーは ${host} という名前には応答しません。`,
    '表示されたアドレスを使うか、`tammes serve --api` を --behind-proxy とこの名前で起動してください。',
  ],
  'api-origin-refused': ({ origin }) => [
    `${origin} のページからは使えません。`,
    'プログラムから、またはこのサーバーのページから送ってください。',
  ],
  'api-too-often': ({ rate, seconds }) => [
    `このトークンで送れるリクエストは 1 分に ${rate} 件までです。`,
    `${seconds} 秒後にもう一度試してください。`,
  ],
  'api-too-many-streams': ({ most }) => [
    `このトークンはイベントの接続をすでに上限の ${most} 本開いています。`,
    'どれかを閉じてください。',
  ],
  'api-route-unknown': ({ path }) => [`${path} には何もありません。`, '/openapi.json に一覧があります。'],
  'api-method-refused': ({ allowed }) => [
    'このアドレスではそのメソッドを使えません。',
    `使えるのは ${allowed.join(' と ')} です。`,
  ],
  'api-request-damaged': ({ fault }) => [
    {
      address: 'リクエストのアドレスが正しくありません。',
      'header-twice': 'リクエストの同じヘッダーが 2 回あります。',
      json: 'リクエストの本文が JSON ではありません。',
      form: 'リクエストの本文が multipart/form-data ではありません。',
    }[fault],
    'リクエストを直してください。',
  ],
  'api-body-too-large': ({ mostBytes }) => [
    `リクエストの本文が ${Math.floor(mostBytes / 1024).toLocaleString('ja')} KiB を超えています。`,
    '一度に送る量を減らしてください。',
  ],
  'api-media-type-refused': ({ given, expected }) => [
    given === '' ? 'リクエストの本文の種類が示されていません。' : `リクエストの本文は ${given} です。`,
    `${expected.join(' または ')} で送り、Content-Type に示してください。`,
  ],
  'api-photos-miscounted': ({ field, least, most }) => [
    `フォームには写真が ${least === most ? least : `${least}～${most}`} 枚必要です。`,
    `それぞれを欄 ${field} のファイルとして送ってください。`,
  ],
  'api-answer-too-late': ({ seconds }) => [
    `${seconds} 秒たっても応答がありませんでした。処理は続いているかもしれません。`,
    'もう一度送ってください。Idempotency-Key があったときは同じものを付けてください。',
  ],
  'api-key-malformed': () => [
    'この Idempotency-Key は使えません。',
    'UUID など、印字できる ASCII 文字 1～255 字にしてください。',
  ],
  'api-key-reused': () => [
    'この Idempotency-Key は以前に別のリクエストで使われました。',
    '新しいリクエストには新しいキーを使ってください。',
  ],
  'api-key-unfinished': () => [
    'この Idempotency-Key のリクエストは処理中か、終わる前にサーバーが止まりました。',
    '少し待ってからもう一度試してください。変わらなければ、行われたか確かめ、まだなら新しいキーを使ってください。',
  ],
  'api-address-in-clear': ({ address }) => [
    `${address} では、トークンと写真が途中でほかのコンピューターに読まれます。`,
    '--tls-cert と --tls-key を指定するか、自分のプロキシが暗号化することを --behind-proxy で示してください。',
  ],
  'api-certificate-unusable': ({ path, reason }) => [
    `証明書 ${path} またはその鍵は使えません（${reasonInJapanese(reason)}）。`,
    'どちらも PEM ファイルで、証明書は中間証明書も含めて指定してください。',
  ],
  'api-certificate-half': () => ['--tls-cert と --tls-key は一緒に使います。', '両方を指定してください。'],
  'api-option-without-api': ({ option }) => [
    `${option} はほかのプログラム向けのインターフェースのオプションです。`,
    '--api を付けるか、このオプションを外してください。',
  ],
  'api-token-name-taken': ({ name }) => [
    `トークン ${name} はすでにあります。`,
    '別の名前にするか、そのトークンを取り消してください。',
  ],
  'api-token-not-named-so': ({ name, known }) => [
    `トークン ${name} はありません。`,
    known.length === 0
      ? 'このライブラリにトークンはありません。'
      : `ライブラリにあるもの: ${known.join(', ')}。`,
  ],
  'api-expiry-unusable': ({ given, mostDays }) => [
    `${given} はトークンの期限にできません。`,
    `30d や 12h のような日数か時間数、または 2027-01-31 のような日付を、今から ${mostDays} 日以内で指定してください。`,
  ],

  'value-missing': (field) => [`${named(field)}がありません。`, '指定してください。'],
  'value-not-whole': (field) => [`${named(field)}は整数でなければなりません。`, correctValue],
  'value-of-other-kind': ({ expected, ...field }) => [
    `${named(field)}は${valueKinds[expected]}でなければなりません。`,
    correctValue,
  ],
  'value-too-small': ({ least, inclusive, ...field }) => [
    `${named(field)}は ${least} ${inclusive ? '以上' : 'より大きい数'}でなければなりません。`,
    correctValue,
  ],
  'value-too-large': ({ most, inclusive, ...field }) => [
    `${named(field)}は ${most} ${inclusive ? '以下' : '未満'}でなければなりません。`,
    correctValue,
  ],
  'value-not-an-option': ({ options, ...field }) => [
    `${named(field)}に使えない値が指定されています。`,
    oneOf(options),
  ],
  'text-blank': (field) => [`${named(field)}が空です。`, '入力してください。'],
  'text-too-long': ({ most, ...field }) => [
    `${named(field)}は ${most} 文字以内でなければなりません。`,
    '短くしてください。',
  ],
  'list-too-short': ({ least, ...field }) => [
    `${named(field)}には ${least} 個以上が必要です。`,
    correctValue,
  ],
  'list-too-long': ({ most, ...field }) => [
    `${named(field)}は ${most} 個以内でなければなりません。`,
    correctValue,
  ],
  'keys-unknown': ({ keys, known, ...field }) => [
    `${named(field)}に ${keys.join('、')} という項目はありません。`,
    `使える項目: ${known.join('、')}。`,
  ],
  'value-refused': ({ reason, ...field }) => [`${named(field)}: ${reasonInJapanese(reason)}。`, correctValue],

  'earlier-version': ({ message, remedy }) => [message, remedy],
  unexpected: ({ message }) => [
    message,
    'Tammes の不具合です。ここに至るまでの手順を添えて報告してください。',
  ],
};

const correctValue = '値を修正してください。';

const valueKinds = {
  number: '数',
  text: '文字列',
  list: 'リスト',
  object: 'オブジェクト',
  'yes-no': ' true か false ',
  other: '別の種類の値',
};

/** A field as people call it; one without a title by its path in what was read. */
function named({ what, field, title }: Field): string {
  return title?.ja ?? (field === '' ? what : `${what} の ${field} `);
}

const labelLines = '各行は path,person または path,person,x,y,w,h です。';

const flaws = {
  size: '小さすぎます',
  sharpness: 'ぼけています',
  exposure: '明るさが適切ではありません',
  turned: '横を向いています',
  score: '顔かどうか確かではありません',
  overall: '品質が低すぎます',
};

const webgpuNeeds = {
  linux: 'GPU とその Vulkan ドライバー、Vulkan のローダー（Debian と Ubuntu では libvulkan1）が必要です。',
  other: 'GPU と最新のドライバーが必要です。',
  window: 'GPU と最新のドライバー（Linux では Vulkan 用）が必要です。',
};
