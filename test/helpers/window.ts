/** Services as a window uses them, with made-up faces in place of those that its worker would find. */
import { afterAll } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import type { AppEvent, DescribedFace, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { temporaryFolder } from './cli.ts';

export interface Window {
  library: string;
  services: Services;
  /** All that was heard since it was opened. */
  events: readonly AppEvent[];
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Reads a folder with made-up faces: one a photo, much the same for a person. @returns the scan's number. */
  read(folder: string): Promise<number>;
}

/** Opens an empty library until the file's tests have ended. */
export async function openWindow(): Promise<Window> {
  const library = await temporaryFolder();
  const services = await openServices({ library, host: 'web' });
  const events: AppEvent[] = [];
  services.on((event) => events.push(event));
  afterAll(() => services.close());
  const call = <M extends MethodName>(method: M, input: Input<M>) =>
    services.call(method, input) as Promise<Output<M>>;
  return {
    library,
    services,
    events,
    call,
    async read(folder) {
      const { scanId } = await call('library.beginScan', { folder });
      for (
        let photo = await call('library.nextPhoto', { scanId });
        photo;
        photo = await call('library.nextPhoto', { scanId })
      ) {
        const [person, number] = photo.photoKey.match(/\d+/g)!.slice(-2).map(Number);
        const faces = [describedFace(person!, number)];
        await call('library.storePhoto', { scanId, photoKey: photo.photoKey, faces });
      }
      await call('library.endScan', { scanId });
      return scanId;
    },
  };
}

/** A face as a window's worker would describe it; `seed` makes it somebody, `photo` another picture of the same. */
export function describedFace(seed: number, photo = 0): DescribedFace {
  return {
    box: { x: 1, y: 2, width: 30, height: 40 },
    score: 0.9,
    landmarks: Array(136).fill(1),
    quality: { size: 30, sharpness: 10, brightness: 100, clipped: null, pose: null },
    feature: Array.from({ length: 256 }, (_, i) =>
      Math.abs(Math.sin(seed * (i + 1)) + 0.2 * Math.sin(photo * i * i)),
    ),
    chip: new Uint8Array(150 * 150 * 3).fill(seed % 255),
    thumbnail: new Uint8Array(56 * 56).fill(seed % 255),
  };
}
