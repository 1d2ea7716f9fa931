/** Scans whose photos a window's worker reads: the main process decodes them, hands them out and stores the answers. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DescribedFace, PhotoToRead, ScanProgress } from '../../src-shared/contract/index.ts';
import { failureOf, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { readPhoto } from '../photos/photo.ts';
import { type PhotoFile, photoName } from '../store/folder.ts';
import type { PhotoRecord } from '../store/photos.ts';
import { toRecords } from './described-faces.ts';
import type { Scan } from './scan.ts';

/** A folder that a window reads. */
interface WindowScan {
  scan: Scan;
  /** Handed out and not yet answered, by path; the window has the pixels. */
  reading: Map<string, { file: PhotoFile; content: Omit<PhotoRecord, 'faces'> }>;
}

/** The scans of all windows, by their numbers. Methods throw a TammesError for a scan or photo that is not being read. */
export class WindowScans {
  readonly #scans = new Map<number, WindowScan>();
  readonly #onScan: (progress: ScanProgress) => void;

  /** @param onScan is called for each step of a scan. */
  constructor(onScan: (progress: ScanProgress) => void) {
    this.#onScan = onScan;
  }

  begin(scan: Scan): ScanProgress {
    const { progress } = scan;
    this.#scans.set(progress.scanId, { scan, reading: new Map() });
    this.#onScan(progress);
    return progress;
  }

  /** The next photo that the window has to read; null when there is none left. What is known already is stored on the way. */
  async nextPhoto(scanId: number): Promise<PhotoToRead | null> {
    const { scan, reading } = this.#scanOf(scanId);
    for (let next = scan.waiting.next(); !next.done; next = scan.waiting.next()) {
      const file = next.value;
      try {
        const known = await scan.recognise(file);
        if (known === null) {
          const { pixels, ...content } = await readPhoto(file.path);
          const { width, height } = pixels;
          reading.set(file.path, { file, content: { ...content, width, height } });
          return { photoKey: file.path, name: photoName(file.path), detector: scan.detector, pixels };
        }
        scan.keepKnown(file, known);
      } catch (error) {
        await scan.keepFailure(file, toFailure(error));
      }
      this.#onScan(scan.progress);
      await nextTurn();
    }
    return null;
  }

  /** Stores the faces that the window has found on a photo. */
  async storePhoto(scanId: number, photoKey: string, faces: readonly DescribedFace[]): Promise<ScanProgress> {
    const window = this.#scanOf(scanId);
    const { file, content } = takeBack(window, photoKey);
    if (faces.length === 0)
      await window.scan.keepFailure(file, failureOf('no-face-found', { path: photoKey }));
    else window.scan.keepPhoto(file, { ...content, faces: await toRecords(faces) });
    this.#onScan(window.scan.progress);
    return window.scan.progress;
  }

  /** Notes that the window could not read a photo. */
  async failPhoto(scanId: number, photoKey: string, reason: string): Promise<ScanProgress> {
    const { scan, ...window } = this.#scanOf(scanId);
    const { file } = takeBack(window, photoKey);
    await scan.keepFailure(file, toFailure(new Error(`${photoKey}: ${reason}`)));
    this.#onScan(scan.progress);
    return scan.progress;
  }

  async end(scanId: number): Promise<ScanProgress> {
    const { scan } = this.#scanOf(scanId);
    this.#scans.delete(scanId);
    await scan.end();
    return scan.progress;
  }

  forget(scanId: number): void {
    this.#scans.delete(scanId);
  }

  #scanOf(scanId: number): WindowScan {
    const scan = this.#scans.get(scanId);
    if (scan !== undefined) return scan;
    throw new TammesError('scan-unknown', { scanId });
  }
}

/** A photo that was handed out, which it is no longer. */
function takeBack({ reading }: Pick<WindowScan, 'reading'>, photoKey: string) {
  const photo = reading.get(photoKey);
  if (photo === undefined) {
    throw new TammesError('photo-not-handed-out', { photo: photoKey });
  }
  reading.delete(photoKey);
  return photo;
}
