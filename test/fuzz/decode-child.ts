/** Decodes mutants from a number on and tells of each; a parent watches, as a crash would take this process with it. */
import sharp from 'sharp';
import { fingerprint } from '../../src-main/compute/fingerprint.ts';
import { decodePhoto } from '../../src-main/compute/photo.ts';
import { facesOfXmp } from '../../src-main/labels/xmp.ts';
import { TammesError } from '../../src-shared/errors.ts';
import { mutant } from './mutate.ts';

/** What became of one mutant. */
export interface Decoded {
  index: number;
  outcome: string;
  /** Set where a fault of ours shows: neither pixels nor a TammesError. */
  fault?: string;
  milliseconds: number;
  /** Resident memory of the process, bytes. */
  memory: number;
}

sharp.concurrency(1);
sharp.cache(false);

const [seed, from, to] = process.argv.slice(2).map(Number) as [number, number, number];
for (let index = from; index < to; index++) {
  const { name, bytes } = mutant(seed, index);
  const started = performance.now();
  const answer = await tryOne(name, bytes);
  const milliseconds = performance.now() - started;
  const message: Decoded = { index, ...answer, milliseconds, memory: process.memoryUsage.rss() };
  await new Promise((sent) => process.send!(message, sent));
}
process.disconnect();

async function tryOne(name: string, bytes: Uint8Array): Promise<{ outcome: string; fault?: string }> {
  try {
    const { pixels, xmp } = await decodePhoto(name, bytes);
    fingerprint(pixels);
    if (xmp !== null) facesOfXmp(xmp);
    const whole = pixels.data.length === pixels.width * pixels.height * 3;
    return whole ? { outcome: 'decoded' } : { outcome: 'decoded', fault: 'The pixels have another size.' };
  } catch (error) {
    if (error instanceof TammesError && error.message.includes(name)) return { outcome: error.code };
    return { outcome: 'fault', fault: String(error) };
  }
}
