import { openServices, type Services } from '../../src-main/services/index.ts';
import type { DescribedFace, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { someDemoPeople, temporaryFolder } from './cli.ts';

/** A library of people of the demo with made-up features, as `addMadeUpPeople` adds them. @returns its folder. */
export async function madeUpLibrary(count: number, photos: number): Promise<string> {
  const library = await temporaryFolder();
  const services = await openServices({ library, host: 'web' });
  await addMadeUpPeople(services, count, photos);
  await services.close();
  return library;
}

/** Adds people of the demo with made-up features, near each other within a person: enough to train on. */
export async function addMadeUpPeople(services: Services, count: number, photos: number): Promise<void> {
  const people = Array.from({ length: count }, (_, i) => `s${String(i + 1).padStart(2, '0')}`);
  const numbers = Array.from({ length: photos }, (_, i) => i + 1);
  await readMadeUp(services, await someDemoPeople(people, numbers));
}

/**
 * Reads a folder of the demo's people as a window does, with made-up faces.
 * @param change what is otherwise with the face on the photo at this path.
 */
export async function readMadeUp(
  services: Services,
  folder: string,
  change: (path: string) => Partial<DescribedFace> = () => ({}),
): Promise<void> {
  const call = <M extends MethodName>(method: M, input: Input<M>) =>
    services.call(method, input) as Promise<Output<M>>;
  const { scanId, total } = await call('library.beginScan', { folder });
  for (let i = 1; i <= total; i++) {
    const { photoKey } = (await call('library.nextPhoto', { scanId }))!;
    const person = Number(photoKey.match(/s(\d+)/)![1]);
    const face = {
      box: { x: 1, y: 2, width: 30, height: 40 },
      score: 0.9,
      landmarks: Array(136).fill(1),
      quality: { size: 30, sharpness: 10, brightness: 100, clipped: null, pose: null },
      feature: Array.from({ length: 256 }, (_, k) =>
        Math.abs(Math.sin(person * (k + 1)) + 0.3 * Math.sin(i * k * k)),
      ),
      chip: new Uint8Array(150 * 150 * 3).fill(20 * person),
      thumbnail: new Uint8Array(56 * 56).fill(20 * person),
      ...change(photoKey),
    };
    await call('library.storePhoto', { scanId, photoKey, faces: [face] });
  }
  await call('library.endScan', { scanId });
}
