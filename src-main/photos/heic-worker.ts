/** Entry of the worker thread in which HEIC is decoded: libheif as WASM, which can be ended at any moment. */
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

/** The part of libheif-js that is used; its own declarations lack these classes. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): number;
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (filled: unknown) => void,
  ): void;
  free(): void;
}
interface LibHeif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

/** Asks for one picture of at most so many pixels. */
export interface HeicTask {
  bytes: Uint8Array;
  mostPixels: number;
}

export type HeicAnswer =
  | { width: number; height: number; rgba: Uint8ClampedArray<ArrayBuffer> }
  | { tooLarge: { width: number; height: number } }
  | { damaged: string };

const require = createRequire(import.meta.url);
const libheif = require('libheif-js/wasm-bundle.js') as LibHeif;

// libheif writes what it thinks of a picture to the console, where a command's answer goes. Not read by the parent: reading it
// would keep the parent from ending.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

parentPort!.on('message', async ({ bytes, mostPixels }: HeicTask) => {
  const answer = await decode(bytes, mostPixels).catch((error: unknown) => ({ damaged: String(error) }));
  parentPort!.postMessage(answer, 'rgba' in answer ? [answer.rgba.buffer] : []);
});

async function decode(bytes: Uint8Array, mostPixels: number): Promise<HeicAnswer> {
  const images = new libheif.HeifDecoder().decode(bytes);
  try {
    const image = images.find((each) => each.is_primary()) ?? images[0];
    if (image === undefined) return { damaged: 'it holds no picture' };
    const width = image.get_width();
    const height = image.get_height();
    if (width * height > mostPixels) return { tooLarge: { width, height } };
    const rgba = new Uint8ClampedArray(width * height * 4);
    const filled = await new Promise((resolve) => image.display({ data: rgba, width, height }, resolve));
    return filled ? { width, height, rgba } : { damaged: 'its picture cannot be decoded' };
  } finally {
    for (const image of images) image.free();
  }
}
