/** `npm run icons`: draws the mark for the window, for the installers and for the systems' own lists of applications. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../app-files.ts';
import { icns, ico } from './containers.ts';
import { markSvg } from './mark.ts';

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const folder = join(root, 'assets/icons');

await mkdir(folder, { recursive: true });
const pictures = await Promise.all(
  sizes.map(async (size) => {
    // Drawn at twice the size, and brought down: the edges are finer.
    const large = await sharp(Buffer.from(markSvg(size)), { density: (144 * size) / 512 }).toBuffer();
    const png = await sharp(large).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
    return { size, png };
  }),
);
for (const { size, png } of pictures) await writeFile(join(folder, `${size}x${size}.png`), png);
await writeFile(join(folder, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
await writeFile(join(folder, 'icon.icns'), icns(pictures));
await writeFile(join(folder, 'icon.svg'), markSvg(512));
await mkdir(join(root, 'src-renderer/public'), { recursive: true });
await writeFile(join(root, 'src-renderer/public/icon.svg'), markSvg(512));
await writeFile(join(root, 'src-renderer/public/icon-small.svg'), markSvg(32));
