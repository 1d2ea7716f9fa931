/**
 * Reasons that decoders, drivers and Node give in English, in Japanese. Failures are stored with these reasons as they came, so
 * they are translated when they are shown.
 */

/** Known reasons, the first that fits counts: what they match, and how Japanese says it, with the matched parts as $1. */
const known: readonly (readonly [RegExp, string])[] = [
  // Tammes' own reading of BMP and HEIC
  [/^it has no pixels$/, '画素がありません'],
  [/^it has (\d+) bits a pixel$/, '1 画素 $1 ビットの形式には対応していません'],
  [/^its coding (\d+) is unknown$/, '符号化方式 $1 には対応していません'],
  [/^its coding does not fit its depth$/, '符号化方式と色の深さが合いません'],
  [/^its bit masks do not fit its depth$/, 'ビットマスクと色の深さが合いません'],
  [/^it holds no picture$|no frames in GIF/, '画像が入っていません'],
  [/^decoding took over (\d+) s$/, '読み取りに $1 秒以上かかりました'],
  [/\btimeout\b/i, '読み取りに時間がかかりすぎました'],
  // sharp: libvips with libjpeg, libpng, libwebp, giflib, libheif and libtiff
  [
    /premature end|unexpected end|its end is missing|bad seek|outside the bounds|truncated|out of data/i,
    'データが途中で切れています',
  ],
  [/unsupported image format/i, 'この形式には対応していません'],
  [/unsupported|not implemented/i, '対応していない種類の画像データです'],
  [/^Input buffer has corrupt header/, 'ファイルの先頭の情報が壊れています'],
  [
    /corrupt|bogus|read error|unable to (?:parse|read)|invalid (?:frame|input|data)|cannot be decoded/i,
    '画像データが壊れています',
  ],
  [/VipsIcc|link the profiles/, 'カラープロファイルが壊れています'],
  [/^Unknown error$/, '原因は分かりません'],
  // Values that a schema refuses
  [/^is no day such as 2027-01-31$/, '2027-01-31 のような日付ではありません'],
  [/^ends before it is given$/, '同意した日より前に期限が切れています'],
  // Sidecar files and tables of labels: saxes and csv-parse
  [/^it is larger than any sidecar file/, 'サイドカーファイルにしては大きすぎます'],
  [/^it is (?:no|not) UTF-8/, 'UTF-8 ではありません'],
  [/Quote.*at line (\d+)/i, '$1 行目の引用符が正しくありません'],
  // Files that an export wrote
  [/^permission is denied$/, '読み書きが許可されていません'],
  [/^the disk is read-only$/, 'ディスクは読み取り専用です'],
  [/^the disk cannot be read$/, 'ディスクを読めません'],
  [/^ENAMETOOLONG/, '名前が長すぎます'],
  // GPUs and backends
  [/^it computes (.+) wrongly$/, '$1 の計算結果が正しくありません'],
  [/^the GPU was lost/, 'GPU との接続が失われました'],
  [/out of (?:device )?memory|failed to allocate/i, 'メモリーが足りません'],
  [/^(\S+): cannot open shared object file/, '共有ライブラリ $1 が見つかりません'],
  [/undefined symbol/, 'ライブラリのバージョンが合いません'],
  [/Cannot find module '([^']+)'/, 'モジュール $1 が見つかりません'],
  // Ports and the web host
  [/^EADDRINUSE$/, 'ほかのプログラムが使っています'],
  [/^EACCES$/, '使用が許可されていません'],
  [/^This is not the address\.$/, 'アドレスが違います。`tammes serve` が表示したアドレスを開いてください'],
  [/^Other sites may not ask\.$/, 'ほかのサイトからは使えません'],
  [
    /^Open the address that `tammes serve` printed\. It works once: press Enter there for another\.$/,
    '`tammes serve` が表示したアドレスを開いてください。使えるのは一度だけで、そこで Enter を押すと新しいアドレスが表示されます',
  ],
  [/^A header comes twice\.$/, 'ヘッダーが重複しています'],
  [/^Only the app may ask\.$/, 'アプリからしか使えません'],
  // Rules of schemas
  [/^has control characters$/, '制御文字が含まれています'],
  // Databases
  [/^the connection ended$/, '接続が切れました'],
  [/^no answer$/, '応答がありません'],
  [/\bECONNREFUSED\b/, 'サーバーが接続を受け付けません'],
  [/^password authentication failed/, 'ユーザー名またはパスワードが違います'],
];

/** A reason as the end of a Japanese sentence, without its full stop. One that is not known is quoted as it came. */
export function reasonInJapanese(reason: string): string {
  for (const [pattern, japanese] of known) {
    const match = pattern.exec(reason);
    if (match !== null) return japanese.replace('$1', () => match[1] ?? '');
  }
  return `「${reason}」と報告されています`;
}
