/** The picture as files, which the browser saves as it saves any other. */

import { TammesError } from '../../../src-shared/errors/index.ts';
import { save } from '../../app/save.ts';
import type { Shot } from './Canvases.tsx';

/** Pixels of a file for one of the window: enough for print. */
const pngRatio = 2;

/** @param shots from left to right. */
export async function savePng(shots: readonly Shot[], name: string): Promise<void> {
  const canvas = document.createElement('canvas');
  paintShots(shots, canvas, pngRatio);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) {
    throw new TammesError('picture-not-made', {});
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

/** Milliseconds that a film lasts. */
const filmTime = 8000;
/** The first that the browser can write is taken. */
const films = [
  { type: 'video/mp4;codecs=avc1.42E01E', ending: 'mp4' },
  { type: 'video/webm;codecs=vp9', ending: 'webm' },
  { type: 'video/webm', ending: 'webm' },
];

/**
 * Films the picture while it moves.
 * @param shots as they are by then, from left to right. @param move goes to a part of the film, 0 to 1.
 * @throws TammesError if the browser writes no film.
 */
export async function recordVideo(
  shots: () => readonly Shot[],
  name: string,
  move: (share: number) => void,
): Promise<void> {
  const film = films.find(({ type }) => globalThis.MediaRecorder?.isTypeSupported(type));
  if (film === undefined) {
    throw new TammesError('film-not-written', {});
  }
  const canvas = document.createElement('canvas');
  paintShots(shots(), canvas, 1);
  const recorder = new MediaRecorder(canvas.captureStream(30), {
    mimeType: film.type,
    videoBitsPerSecond: 8_000_000,
  });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const stopped = new Promise((done) => {
    recorder.onstop = done;
  });
  recorder.start();
  const started = performance.now();
  for (let share = 0; share < 1; ) {
    share = Math.min(1, (performance.now() - started) / filmTime);
    move(share);
    // In the first the window takes up the move, in the second it has been drawn.
    await nextFrame();
    await nextFrame();
    const all = shots();
    // Another screen is shown: the film ends here.
    if (all.length === 0) break;
    paintShots(all, canvas, 1);
  }
  recorder.stop();
  await stopped;
  save(new Blob(chunks, { type: film.type }), `${name}.${film.ending}`);
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}
