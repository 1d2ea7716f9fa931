/** Every problem in Japanese: what happened, and the remedy. */
import type { Field, Wordings } from './problems.ts';

const checkPath = 'パスを確認してください。';
const restoreLibrary =
  'フォルダをバックアップから戻してください。なければファイルを残しておき、`sqlite3 library.db .recover` で一部を取り出すか、別のライブラリを選んで写真を読み直してください。';
const libraryFaults = {
  empty: '空です',
  foreign: 'データベースではありません',
  pages: '途中で切れているか、一部を読み取れません',
  tables: '必要な表を欠いています',
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
const goodPairs = '画像に付属する pairs.txt を使うか、1 行に 1 組を書いてください。';
const goldenWanted = '基準値のファイルを指定してください。';
const smallerCopy = '小さくした写真を保存して使ってください。';
const endOrCancel = '終わるのを待つか、中止してください。';
const oneOf = (options: readonly string[]) => `次のいずれかを選んでください: ${options.join(', ')}。`;
const orNone = (names: readonly string[]) => names.join(', ') || 'なし';
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
    `フォルダ ${folder} には、組の一覧にある写真（${example} など）が 1 枚もありません。`,
    '人物ごとのフォルダが入っているフォルダを指定してください。',
  ],
  'pair-photo-absent': ({ folder, photo }) => [
    `${folder} に ${photo} がありません。`,
    'その写真をそこにコピーしてください。今はこの写真の組を不一致として数えます。',
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
  'cache-not-opened': ({ path }) => [
    `特徴のキャッシュ ${path} を開けません。`,
    'このファイルは時間を節約するだけのものなので、削除してください。',
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
  'database-damaged': () => [
    'ライブラリは壊れています: ファイル library.db の一部を読み取れません。',
    restoreLibrary,
  ],
  'disk-full': () => [
    'ディスクに空きがありません。それまでに保存したものは残っています。',
    '空きを作ってからもう一度実行してください。続きから再開します。',
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
    `${path} は壊れています（${reason}）。`,
    '写真を元の場所からコピーし直すか、画像編集ソフトで開いて保存し直してください。',
  ],
  'bmp-damaged': ({ reason }) => [
    `BMP の画像が壊れています（${reason}）。`,
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
    `${path} を読み取れませんでした: ${reason}`,
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
  'no-face-good-enough': ({ name }) => [
    `十分な品質の顔がないため登録しませんでした: ${name}。`,
    '写りの悪い顔の限度を変えるか、より良い写真を追加してください。',
  ],
  'enrolment-without-name': () => [
    '登録する人物が指定されていません。',
    '次のように書いてください: tammes enrol NAME PHOTO… または tammes enrol --all',
  ],
  'face-of-another': ({ faceId }) => [
    `顔 ${faceId} は別の人物として登録されています。`,
    '先にその登録を取り消してください。',
  ],
  'face-unknown': ({ faceId }) => [`顔 ${faceId} はありません。`, '顔の一覧を読み込み直してください。'],
  'face-needs-no-choice': ({ faceId }) => [`顔 ${faceId} は選ぶ必要がありません。`, reloadPhotos],
  'photo-lacks-face': ({ photoId, faceId }) => [
    `写真 ${photoId} に顔 ${faceId} はありません。`,
    reloadPhotos,
  ],
  'enrolment-unknown': ({ enrolmentId }) => [
    `登録 ${enrolmentId} はありません。`,
    'すでに取り消されています。',
  ],
  'person-unknown': ({ name }) => [
    `${name} という人物はいません。`,
    '`tammes people` で人物を一覧できます。',
  ],
  'chip-wrong-size': () => [
    '顔の切り抜きが 150 × 150 × 3 バイトではありません。',
    '位置合わせをした切り抜きを送ってください。',
  ],
  'scan-unknown': ({ scanId }) => [`読み取り ${scanId} で読んでいるフォルダはありません。`, addFolderAgain],
  'photo-not-handed-out': ({ photo }) => [`${photo} は読み取りの対象になっていません。`, addFolderAgain],
  'photos-removal-final': () => [
    '見つからない写真のその削除は、もう取り消せません。',
    '写真を追加するか別の写真を削除すると、取り消せなくなります。ファイルがどこかにあれば、そのフォルダを追加してください。',
  ],
  'nobody-named': ({ folder }) => [`${folder} の写真に写っている人物が分かりません。`, ownFolders],
  'labels-line-wrong': ({ path, line, fault }) => [
    `ラベルのファイル ${path} は使えません: ${line} 行目に${
      { nobody: '写真または人物の名前がありません', box: ' x、y、幅、高さの 4 つの数がありません' }[fault]
    }。`,
    labelLines,
  ],
  'labels-not-parsed': ({ path, reason }) => [
    `ラベルのファイル ${path} は使えません: ${reason}。`,
    labelLines,
  ],
  'camera-unusable': () => ['カメラを使えません。', 'システムの設定で許可するか、写真を選んでください。'],

  'gallery-ended': () => ['ギャラリーが応答する前に終了しました。', 'もう一度お試しください。'],
  'head-unknown': ({ headId }) => [
    `ヘッド ${headId} はありません。`,
    '`tammes runs` で学習したヘッドを一覧できます。',
  ],
  'head-damaged': ({ headId }) => [
    `ヘッド ${headId} は壊れています: 重みが保存したときのものと違います。`,
    'もう一度学習するか、別のヘッドを選んでください。',
  ],
  'head-not-named-so': ({ name, known }) => [
    `ヘッド ${name} はありません。`,
    `ライブラリにあるもの: ${known.join(', ')}。`,
  ],
  'head-without-centres': () => [
    'このヘッドには学習されたクラス中心がありません。',
    '代わりに埋め込みの平均方向を見てください。',
  ],
  'run-unknown': ({ runId }) => [`実行 ${runId} はありません。`, '`tammes runs` で実行を一覧できます。'],
  'run-damaged': ({ runId }) => [
    `実行 ${runId} は壊れています: 設定を読み取れません。`,
    'ライブラリをバックアップから戻すか、もう一度学習してください。ほかの実行はそのままです。',
  ],
  'run-history-damaged': ({ runId, path, line }) => [
    `実行 ${runId} の履歴は壊れています: ${path} の ${line} 行目が書き込んだときの内容と違います。`,
    'ファイルをバックアップから戻すか、その行を削除してください。失われるのはそのエポックの曲線だけです。',
  ],
  'run-not-named-so': ({ name, known }) => [
    `実行 ${name} はありません。`,
    `ライブラリにある実行: ${orNone(known)}。`,
  ],
  'run-not-named': () => ['実行が指定されていません。', 'tammes runs の一覧にあるものを指定してください。'],
  'run-not-stopped': ({ runId, status }) => [
    `実行 ${runId} は${{ running: '学習中です', finished: '完了しています' }[status]}。`,
    '再開できるのは、止まっている実行だけです。',
  ],
  'run-faces-gone': ({ runId }) => [
    `実行 ${runId} を始めたときの顔の一部が、もうライブラリにありません。`,
    '新しい実行を始めてください。',
  ],
  'run-features-outdated': ({ runId }) => [
    `実行 ${runId} は古いバージョンの Tammes の特徴で始めたものです。顔の特徴はその後更新されました。`,
    '新しい実行を始めてください。',
  ],
  'run-removal-final': () => [
    'その実行はもう元に戻せません。',
    '別の実行を削除すると、前の削除は取り消せなくなります。もう一度学習してください。',
  ],
  'run-in-training': ({ runId }) => [`実行 ${runId} は学習中です。`, endOrCancel],
  'training-diverged': ({ step }) => [
    `学習が発散しました: ステップ ${step} の後、値が扱える範囲を外れました。`,
    '学習率を下げるか、勾配クリッピングまたはウォームアップを使って、新しい実行を始めてください。',
  ],
  'trainer-ended': ({ exit }) => [
    `学習のプロセスが予期せず終了しました（コード ${exit}）。`,
    '最後のチェックポイントから再開してください。GPU を使っている場合はバックエンド wasm を試してください。',
  ],
  'checkpoint-damaged': ({ runId }) => [
    `実行 ${runId} のチェックポイントは壊れています: 書き込んだときの内容と違います。`,
    'バックアップから戻すか、新しい実行を始めてください。',
  ],
  'checkpoint-missing': ({ runId, path, epochs }) => [
    `実行 ${runId} のチェックポイント ${path} がありません。${epochs} エポックまで学習しましたが、これがないと続けられません。`,
    'ファイルをバックアップから戻すか、新しい実行を始めてください。',
  ],
  'checkpoint-foreign': () => ['チェックポイントの種類が違います。', '新しい実行を始めてください。'],
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
    `${name} の値が ${value} です。`,
    `${min} から ${max}${unit && ` ${unit}`} までの${whole ? '整数' : '数'}を指定してください。`,
  ],
  'parameter-not-an-option': ({ name, value, options }) => [`${name} の値が ${value} です。`, oneOf(options)],
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
    `${name} を計算できません: ${reason}`,
    remedy ?? 'この例を修正してください。',
  ],

  'spread-of-too-few': () => [
    '広がりを調べるには、クラス中心が 2 つ以上必要です。',
    '2 人以上の写真を追加してください。',
  ],
  'spread-cancelled': () => [
    '広がりの計算は途中で止められました。',
    'ヘッドを選び直すか、コマンドをもう一度実行してください。',
  ],
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
  'no-probes-left': ({ each }) => [
    `1 人につき ${each} 枚を登録すると、照合する写真が残りません。`,
    '登録する枚数を減らすか、別に撮った写真を追加してください。',
  ],
  'describing-cancelled': ({ done, total }) => [
    `${total} 枚のうち ${done} 枚で止まりました。`,
    'もう一度始めてください。取り出し済みの特徴は残っています。',
  ],
  'draws-cancelled': ({ done, total }) => [`${total} 回のうち ${done} 回で止まりました。`, startAgain],
  'open-set-folders-unnamed': () => [
    'オープンセット識別の三つのフォルダのうち、足りないものがあります。',
    '次のように書いてください: tammes evaluate --protocol open-set --gallery DIR --probes DIR --strangers DIR（それぞれ一人に一つのサブフォルダ）',
  ],
  'strangers-enrolled': ({ people }) => [
    `ギャラリーと未登録の人の両方にいます: ${people.join('、')}。`,
    '別の名前にするか、どちらかのフォルダから除いてください。',
  ],
  'probes-not-enrolled': ({ people }) => [
    `プローブにいますがギャラリーにいません: ${people.join('、')}。`,
    'ギャラリーに写真を加えるか、未登録の人のフォルダに移してください。',
  ],
  'one-head-only': () => [
    '複数のヘッドを比べられるのはフォルダを指定したときだけです。',
    'ヘッドを一つにするか、--gallery、--probes、--strangers を指定してください。',
  ],
  'pairs-unnamed': () => [
    '組の一覧またはその画像が指定されていません。',
    '次のように書いてください: tammes evaluate --protocol pairs --pairs pairs.txt --images DIR',
  ],
  'evaluation-options-out-of-range': () => [
    '--enrolled と --draws は 1 から 1000 までの整数、--unknown は 0 と 1 の間の割合です。',
    '値を修正してください。',
  ],
  'pairs-empty': ({ file }) => [`${file} は空です。`, goodPairs],
  'pairs-none': ({ file }) => [`${file} に組が 1 つもありません。`, goodPairs],
  'pairs-heading-wrong': ({ file, line, content }) => [
    `${file} の ${line} 行目には、分割と組の数が必要ですが、「${content}」と書かれています。`,
    goodPairs,
  ],
  'pairs-line-wrong': ({ file, line, content }) => [
    `${file} の ${line} 行目「${content}」は組ではありません。「人物 n m」または「人物 n 別の人物 m」の形で書いてください。`,
    goodPairs,
  ],
  'pairs-cut-off': ({ file, folds, each, expected, found }) => [
    `${file} は ${folds} × 2 × ${each} = ${expected} 組と書かれていますが、${found} 組しかないか、数が合いません。途中で切れたか、編集されています。`,
    goodPairs,
  ],
  'pairs-fold-uneven': ({ file, fold, found, expected }) => [
    `${file}: 分割 ${fold} の同一人物の組は ${found} 組で、${expected} 組ではありません。`,
    goodPairs,
  ],

  'digits-damaged': () => ['Tammes に付属する数字の画像が壊れています。', installAgain],
  'faces-file-damaged': () => ['顔のファイルが壊れています。', installAgain],
  'figure-too-few-people': ({ least, people }) => [
    `この図には、顔が 2 つ以上ある人物が ${least} 人以上必要です。ライブラリには ${people} 人います。`,
    '写真を追加するか、Tammes に付属する顔を使ってください。',
  ],
  'story-cancelled': () => ['ストーリーの計算は止められました。', startAgain],
  'demo-cancelled': () => ['デモは止められました。', 'もう一度始めてください: npm run demo'],

  'backend-not-started': ({ backend }) => [unusable(backend, 'tfjs が開始できません'), installAgain],
  'backend-check-failed': ({ backend, reason }) => [
    unusable(backend, reason),
    'GPU のドライバーを更新するか、別のバックエンドを使ってください。',
  ],
  'webgpu-driver-failed': ({ reason }) => [unusable('webgpu', reason), updateDriver],
  'webgpu-without-gpu': ({ needs }) => [unusable('webgpu', 'GPU が見つかりません'), webgpuNeeds[needs]],
  'webgpu-not-in-window': () => [
    unusable('webgpu', 'このウィンドウでは WebGPU が使えません'),
    webgpuNeeds.window,
  ],
  'webgpu-not-loaded': ({ reason }) => [unusable('webgpu', reason), 'npm ci をもう一度実行してください。'],
  'webgpu-not-built': ({ platform }) => [
    unusable('webgpu', `パッケージ webgpu に ${platform} 用のビルドがありません`),
    '別のバックエンドを使ってください。',
  ],
  'webgpu-not-installed': () => [
    unusable('webgpu', 'インストールされていません'),
    '任意のパッケージを省かずに npm ci を実行してください。',
  ],
  'webgpu-failed': ({ reason }) => [
    `WebGPU が失敗しました: ${reason}。`,
    'バッチを小さくするか、バックエンド wasm を使ってください。学習は最後のチェックポイントから続けられます。',
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
    unusable(backend, `バインディングを読み込めません: ${reason}`),
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
    '必要なライブラリは Linux 用の wheel にしか入っていません。',
    'ほかのシステムではバックエンド webgpu を使ってください。',
  ],
  'binding-options-wrong': ({ usage }) => [
    'TensorFlow が指定されていないか、その名前のパッケージがありません。',
    `使い方: ${usage}`,
  ],
  'binding-not-compiled': ({ compiler, reason }) => [
    `${compiler} が失敗しました: ${reason}`,
    'g++ 9 以降をインストールするか、CXX に別のコンパイラーを指定してください。',
  ],
  'binding-not-loaded': ({ reason }) => [
    `バインディングはビルドされましたが、読み込めません: ${reason}。`,
    'このコンピューターに合う TensorFlow 2.21 を使ってください。',
  ],
  'binding-step-failed': ({ command, reason, needs }) => [
    `${command} が失敗しました: ${reason}`,
    {
      network: 'ネットワークを確認して、もう一度試してください。',
      tar: 'tar をインストールしてください。',
    }[needs],
  ],

  'method-unknown': ({ method }) => [`メソッド ${method} はありません。`, reloadWindow],
  'request-too-large': () => ['リクエストが 64 MiB を超えています。', 'もっと小さい写真を選んでください。'],
  'request-not-messagepack': () => ['リクエストが MessagePack ではありません。', reloadWindow],
  'request-without-input': () => ['リクエストに入力がありません。', reloadWindow],
  'port-unusable': ({ port, reason }) => [
    `ポート ${port} は使えません（${reason}）。`,
    '--port で別のポートを指定してください。0 なら空いているポートを使います。',
  ],
  'host-silent': () => ['Tammes が応答しません。', '`tammes serve` が動いているか確認してください。'],
  'window-refused': ({ reason }) => ['このウィンドウにはアクセス権がありません。', reason],

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
  'value-refused': ({ reason, ...field }) => [`${named(field)}: ${reason}。`, correctValue],

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
