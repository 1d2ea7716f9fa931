/** The picture as files, which the browser saves as it saves any other. */
import { TammesError } from '../../src-shared/errors.ts';
import type { Shot } from './Canvases.tsx';

/** Pixels of a file for one of the window: enough for print. */
const pngRatio = 2;

/** @param shots from left to right. */
export async function savePng(shots: readonly Shot[], name: string): Promise<void> {
  const canvas = document.createElement('canvas');
  paintShots(shots, canvas, pngRatio);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) {
    throw new TammesError('internal', 'The picture could not be made.', 'Make the window smaller.');
  }
  save(blob, `${name}.png`);
}

/** @param shots from left to right. */
export function saveSvg(shots: readonly Shot[], name: string): void {
  let left = 0;
  const parts = shots.map((shot) => {
    const part = shot.svg().replace('<svg ', `<svg x="${left}" `);
    left += shot.size.width;
    return part;
  });
  const height = Math.max(...shots.map(({ size }) => size.height));
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${left}" height="${height}">${parts.join('')}</svg>\n`;
  save(new Blob([whole], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** Draws pictures beside each other and makes the canvas as large as they are. */
export function paintShots(shots: readonly Shot[], canvas: HTMLCanvasElement, pixelRatio: number): void {
  const width = shots.reduce((sum, { size }) => sum + size.width, 0);
  const height = Math.max(...shots.map(({ size }) => size.height));
  // An odd size is refused by some video encoders.
  const even = (pixels: number) => 2 * Math.ceil((pixels * pixelRatio) / 2);
  if (canvas.width !== even(width)) canvas.width = even(width);
  if (canvas.height !== even(height)) canvas.height = even(height);
  const context = canvas.getContext('2d')!;
  let left = 0;
  for (const shot of shots) {
    shot.paint(context, left, pixelRatio);
    left += shot.size.width * pixelRatio;
  }
}

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
