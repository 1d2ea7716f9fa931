import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openServices, type Services } from '../../src-main/services/index.ts';
import type { DescribedFace, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { featureOf } from '../gallery/enrolled.ts';
import { someDemoPeople, temporaryFolder } from './cli.ts';
import { orlFolder } from './orl.ts';

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

/** Who is on a photo of `addMadeUpReview`: its name ends so, whatever its folder says. */
const onPhoto = /s(\d+)-(\d+)\.png$/;

/**
 * Adds a library in which something waits for review: 16 people with names, three photos each; two groups of unknown people
 * (`s31` five times, `s32` three times); two faces without a name of `s01` and one of `s02`; and one of `s03` that is called `s04`.
 */
export async function addMadeUpReview(services: Services): Promise<void> {
  const folder = join(await temporaryFolder(), 'photos');
  const add = async (person: number, photo: number, under: string) => {
    const [name, number] = [person, photo].map((n) => String(n).padStart(2, '0'));
    await mkdir(join(folder, under), { recursive: true });
    await cp(join(orlFolder, `s${name}`, `${number}.png`), join(folder, under, `s${name}-${number}.png`));
  };
  for (let person = 1; person <= 16; person++) {
    for (const photo of [1, 2, 3]) await add(person, photo, `s${String(person).padStart(2, '0')}`);
  }
  for (const [person, photos] of [
    [31, [1, 2, 3, 4, 5]],
    [32, [1, 2, 3]],
    [1, [8, 9]],
    [2, [9]],
  ] as const) {
    for (const photo of photos) await add(person, photo, '.');
  }
  await add(3, 9, 's04');
  await readMadeUp(services, folder, (path) => {
    const [, person, photo] = onPhoto.exec(path)!;
    return madeUpFace(Number(person), Number(photo));
  });
}

/** A face that is near the others of a person. */
export function madeUpFace(person: number, photo: number): DescribedFace {
  return {
    box: { x: 1, y: 2, width: 20, height: 24 },
    score: 0.9,
    landmarks: Array(136).fill(1),
    quality: { size: 120, sharpness: 10, brightness: 100, clipped: null, pose: null },
    feature: featureOf(person, photo),
    chip: new Uint8Array(150 * 150 * 3).fill(6 * person),
    thumbnail: new Uint8Array(56 * 56).fill(6 * person),
  };
}
