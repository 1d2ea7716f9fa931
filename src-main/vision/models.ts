import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ModelFiles, modelFileNames, modelNames } from '../../src-shared/vision/index.ts';

const require = createRequire(import.meta.url);

/** face-api's package, which carries the models and the sample photos. */
export const faceApiFolder = dirname(require.resolve('@vladmandic/face-api/package.json'));
const modelFolder = join(faceApiFolder, 'model');

/** All files of the models, as the window's worker may ask for them. */
export const modelFiles: ReadonlySet<string> = new Set(
  modelNames.flatMap((name) => Object.values(modelFileNames(name))),
);

/** One of `modelFiles`. */
export function readModelFile(file: string): Promise<Uint8Array> {
  return readFile(join(modelFolder, file));
}

/** Reads the models from face-api's package. */
export async function readModels(): Promise<ModelFiles> {
  const entries = modelNames.map(async (name) => {
    const files = modelFileNames(name);
    const manifest: unknown = JSON.parse(Buffer.from(await readModelFile(files.manifest)).toString('utf8'));
    const bytes = await readModelFile(files.weights);
    return [name, { manifest, weights: new Uint8Array(bytes).buffer }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as ModelFiles;
}
