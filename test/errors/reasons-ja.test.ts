import { describe, expect, test } from 'vitest';
import { failureOf, wordingOf } from '../../src-shared/errors/index.ts';
import { reasonInJapanese } from '../../src-shared/errors/reasons-ja.ts';

describe('a reason that comes from below Tammes', () => {
  test.each([
    ['VipsJpeg: premature end of JPEG image', 'データが途中で切れています'],
    ['Input buffer has corrupt header: VipsJpeg: premature end of JPEG image', 'データが途中で切れています'],
    ['Input buffer has corrupt header: source: bad seek to 1044', 'データが途中で切れています'],
    ['Offset is outside the bounds of the DataView', 'データが途中で切れています'],
    ['Input buffer has corrupt header', 'ファイルの先頭の情報が壊れています'],
    ['Input buffer has corrupt header: VipsJpeg: Bogus marker length', 'ファイルの先頭の情報が壊れています'],
    ['Input buffer has corrupt header: gifload_buffer: no frames in GIF', '画像が入っていません'],
    ['Input buffer contains unsupported image format', 'この形式には対応していません'],
    ['VipsJpeg: Corrupt JPEG data: bad Huffman code', '画像データが壊れています'],
    ['vipspng: libpng read error', '画像データが壊れています'],
    ['webp2vips: unable to read pixels', '画像データが壊れています'],
    ['it has 3 bits a pixel', '1 画素 3 ビットの形式には対応していません'],
    ['decoding took over 30 s', '読み取りに 30 秒以上かかりました'],
    [
      'Quote Not Closed: the parsing is finished with an opening quote at line 2',
      '2 行目の引用符が正しくありません',
    ],
    ['it computes ArcFace wrongly', 'ArcFace の計算結果が正しくありません'],
    [
      'libcudart.so.12: cannot open shared object file: No such file or directory',
      '共有ライブラリ libcudart.so.12 が見つかりません',
    ],
    ['EADDRINUSE', 'ほかのプログラムが使っています'],
  ])('is translated if it is known: %s', (reason, japanese) => {
    expect(reasonInJapanese(reason)).toBe(japanese);
  });

  test('is quoted in a Japanese sentence if it is not known', () => {
    const failure = failureOf('webgpu-driver-failed', { reason: 'Dawn says no' });
    expect(wordingOf(failure, 'ja').message).toBe(
      'バックエンド webgpu は使えません: 「Dawn says no」と報告されています。',
    );
  });

  test('stays as it came in an English sentence', () => {
    const failure = failureOf('photo-damaged', { path: 'a.jpg', reason: 'vipspng: libpng read error' });
    expect(wordingOf(failure, 'en').message).toBe('a.jpg is damaged: vipspng: libpng read error.');
    expect(wordingOf(failure, 'ja').message).toBe('a.jpg は壊れています（画像データが壊れています）。');
  });
});
