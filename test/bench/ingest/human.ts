/**
 * Entry of a process that is measured: @vladmandic/human on tfjs's WASM backend, with what recognising faces takes and
 * nothing else. TAMMES_PEERS names a folder where it is installed.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Tf } from '../../../src-shared/tf.ts';
import { decode } from './decode.ts';
import { oneByOne, serve } from './protocol.ts';

interface Human {
  tf: Tf;
  load(): Promise<void>;
  detect(photo: object): Promise<{ error: string | null; face: { embedding?: number[] }[] }>;
}

const require = createRequire(resolve(process.env.TAMMES_PEERS ?? '.', 'package.json'));
const folder = dirname(dirname(require.resolve('@vladmandic/human')));
const { version } = require(join(folder, 'package.json')) as { version: string };

// human fetches its models, which Node does not from files.
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const url = String(input);
  return url.startsWith('file:') ? new Response(await readFile(new URL(url))) : fetch(input, init);
};

const { Human } = require(join(folder, 'dist', 'human.node-wasm.js')) as {
  Human: new (config: object) => Human;
};
const off = { enabled: false };
const human = new Human({
  backend: 'wasm',
  wasmPath: join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), sep),
  modelBasePath: `${pathToFileURL(join(folder, 'models')).href}/`,
  debug: false,
  // Pictures of a folder are not frames of one film.
  cacheSensitivity: 0,
  filter: off,
  gesture: off,
  segmentation: off,
  body: off,
  hand: off,
  object: off,
  face: {
    enabled: true,
    detector: { rotation: true, minConfidence: 0.5, maxDetected: 100 },
    mesh: { enabled: true },
    description: { enabled: true },
    iris: off,
    emotion: off,
    antispoof: off,
    liveness: off,
  },
});
await human.load();

async function count(path: string): Promise<number> {
  const { width, height, data } = await decode(path);
  const photo = human.tf.tensor4d(data, [1, height, width, 3], 'int32');
  const { error, face } = await human.detect(photo);
  photo.dispose();
  if (error !== null) throw new Error(error);
  return face.filter(({ embedding }) => embedding !== undefined && embedding.length > 0).length;
}

await serve({ human: version }, oneByOne(count));
