/** The photos that were asked about: they and their faces stay when one goes to another screen, until the window is closed. */
import type { DescribedFace, Pixels } from '../../../src-shared/contract/index.ts';
import { type Failure, toFailure } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { SharedState } from '../../app/shared-state.ts';
import { describeFaces } from '../../vision/vision.ts';

/** A photo whose faces are asked about. */
export interface Probe {
  id: number;
  name: string;
  /** Address of a picture of it, smaller than the photo; null until it is decoded. */
  picture: string | null;
  /** Of the photo: boxes are in these pixels. */
  width: number;
  height: number;
  /** Null while they are being found. */
  faces: readonly ProbeFace[] | null;
  failure: Failure | null;
}

export interface ProbeFace {
  face: DescribedFace;
  /** Address of a picture of it. */
  chip: string;
}

interface Probes {
  probes: readonly Probe[];
  /** The one that is shown. */
  shown: number | null;
}

export const probes = new SharedState<Probes>({ probes: [], shown: null });

/** Most photos that are kept: older ones go. */
const mostKept = 60;
/** Longer side of the pictures that are kept. */
const pictureSide = 1280;
const chipSide = 160;

let lastId = 0;
let queue: Promise<void> = Promise.resolve();

/** Adds photos and finds their faces, one after another; the first is shown. */
export function lookAtFiles(files: readonly File[]): void {
  add(
    files.map((file) => ({
      name: file.name,
      open: async () =>
        bridge.call('matching.decode', { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }),
    })),
  );
}

/** Adds a picture, such as the camera's. */
export function lookAtPixels(name: string, pixels: Pixels): void {
  add([{ name, open: async () => pixels }]);
}

export function showProbe(id: number): void {
  probes.change((before) => ({ ...before, shown: id }));
}

/** Forgets a photo; the one beside it is shown. */
export function forgetProbe(id: number): void {
  probes.change(({ probes: all, shown }) => {
    const index = all.findIndex((probe) => probe.id === id);
    const left = all.filter((probe) => probe.id !== id);
    for (const probe of all) if (probe.id === id) release(probe);
    return {
      probes: left,
      shown: shown === id ? (left[Math.min(index, left.length - 1)]?.id ?? null) : shown,
    };
  });
}

function add(photos: readonly { name: string; open(): Promise<Pixels> }[]): void {
  const fresh = photos.map(({ name }) => ({
    id: ++lastId,
    name,
    picture: null,
    width: 1,
    height: 1,
    faces: null,
    failure: null,
  }));
  probes.change(({ probes: all }) => {
    const kept = [...all, ...fresh];
    for (const old of kept.slice(0, -mostKept)) release(old);
    return { probes: kept.slice(-mostKept), shown: fresh[0]?.id ?? null };
  });
  for (const [i, { open }] of photos.entries()) {
    queue = queue.then(() => look(fresh[i]!.id, open));
  }
}

async function look(id: number, open: () => Promise<Pixels>): Promise<void> {
  // It may have been forgotten while others were looked at.
  if (!probes.get().probes.some((probe) => probe.id === id)) return;
  try {
    const pixels = await open();
    const photo = canvasOf(pixels);
    const picture = await urlOf(scaled(photo, 0, 0, photo.width, photo.height, pictureSide));
    change(id, { picture, width: pixels.width, height: pixels.height });
    const { detector } = await bridge.call('library.summary', undefined);
    const described = await describeFaces(pixels, detector);
    const faces = await Promise.all(
      described.map(async (face) => ({ face, chip: await urlOf(chipOf(photo, face)) })),
    );
    change(id, { faces });
  } catch (error) {
    change(id, { faces: [], failure: toFailure(error) });
  }
}

function change(id: number, fields: Partial<Probe>): void {
  // It was forgotten while it was looked at.
  if (!probes.get().probes.some((probe) => probe.id === id)) {
    release(fields);
    return;
  }
  probes.change((before) => ({
    ...before,
    probes: before.probes.map((probe) => (probe.id === id ? { ...probe, ...fields } : probe)),
  }));
}

/** Lets its pictures go. */
function release({ picture = null, faces }: Partial<Probe>): void {
  for (const url of [picture, ...(faces ?? []).map(({ chip }) => chip)])
    if (url !== null) URL.revokeObjectURL(url);
}

/** Pixels on a canvas. */
function canvasOf({ width, height, data }: Pixels): OffscreenCanvas {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < data.length; from += 3) {
    rgba[to++] = data[from]!;
    rgba[to++] = data[from + 1]!;
    rgba[to++] = data[from + 2]!;
    rgba[to++] = 255;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}

/** A part of a canvas at a longer side of at most `side`. */
function scaled(
  source: OffscreenCanvas,
  x: number,
  y: number,
  width: number,
  height: number,
  side: number,
): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A square around a face, with some of what surrounds it. */
function chipOf(photo: OffscreenCanvas, { box }: DescribedFace): OffscreenCanvas {
  const side = 1.3 * Math.max(box.width, box.height);
  const [x, y] = [box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2];
  return scaled(photo, x, y, side, side, chipSide);
}

async function urlOf(canvas: OffscreenCanvas): Promise<string> {
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 }));
}
