/** A camera for Chromium that sees a photo. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const frames = 30;

/** Flags that put a photo before the camera. @param folder takes its film. */
export async function cameraFlags(photo: string, folder: string): Promise<string[]> {
  const jpeg = await sharp(photo).resize(640, 480, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer();
  const film = join(folder, 'camera.mjpeg');
  await writeFile(film, Buffer.concat(Array<Buffer>(frames).fill(jpeg)));
  return [`--use-file-for-fake-video-capture=${film}`];
}
