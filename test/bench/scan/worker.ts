/** Entry of a process that is measured: one scan of a folder, with faces made up from each file's bytes. Arguments: folder, library. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ingest } from '../../../src-main/services/library.ts';
import { openStore } from '../../../src-main/store/store.ts';
import type { PhotoWithFaces } from '../../../src-main/vision/photo-with-faces.ts';
import { thumbnailSide } from '../../../src-shared/vision/index.ts';
import type { Phase } from './result.ts';

const [folder, library] = process.argv.slice(2) as [string, string];
const box = { x: 40, y: 40, width: 70, height: 70 };
/** Bytes of a chip's WebP. */
const chipBytes = 3000;

async function describe(path: string): Promise<PhotoWithFaces> {
  const bytes = await readFile(path);
  const hash = createHash('sha256').update(bytes).digest();
  const value = (i: number) => hash[i % hash.length]! / 255;
  return {
    hash: hash.toString('hex'),
    fingerprint: hash.toString('hex').slice(0, 36),
    width: 150,
    height: 150,
    original: { width: 150, height: 150 },
    orientation: 1,
    xmp: null,
    takenAt: null,
    faces: [
      {
        box,
        score: 0.9,
        landmarks: Array.from({ length: 136 }, (_, i) => 150 * value(i)),
        quality: { size: box.width, sharpness: 200, brightness: 120, clipped: null, pose: null },
        feature: Array.from({ length: 256 }, (_, i) => value(i * i)),
        chipWebp: Uint8Array.from({ length: chipBytes }, (_, i) => hash[i % hash.length]!),
        thumbnail: Uint8Array.from({ length: thumbnailSide ** 2 }, (_, i) => hash[(i * i) % hash.length]!),
      },
    ],
  };
}

const store = openStore(library);
const started = performance.now();
const { changes } = await ingest(store, { width: 4, describe }, folder, {});
const seconds = (performance.now() - started) / 1000;
store.close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.send!({
  seconds,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  peak: maxRSS * 1024,
  changes,
} satisfies Omit<Phase, 'name'>);
process.disconnect();
