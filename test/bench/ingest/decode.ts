import sharp from 'sharp';

/** A photo at its full size, as the other programs take it: RGB, 3 bytes a pixel. */
export async function decode(path: string): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { data, info } = await sharp(path)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3) return { width, height, data };
  const grey = data;
  return {
    width,
    height,
    data: Uint8Array.from({ length: 3 * grey.length }, (_, i) => grey[Math.floor(i / 3)]!),
  };
}
