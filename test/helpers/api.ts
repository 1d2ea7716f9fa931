/** The interface for other programs, on a library of its own, with made-up faces unless asked otherwise. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import {
  type ApiHost,
  libraryKey,
  openApiFile,
  type Scope,
  scope,
  startApi,
  Tokens,
} from '../../src-main/api/index.ts';
import { openServices, type Services } from '../../src-main/services/index.ts';
import type { VisionPool } from '../../src-main/vision/pool.ts';
import { featureOf } from '../gallery/enrolled.ts';
import { temporaryFolder } from './cli.ts';
import { madeUpVision } from './made-up-vision.ts';
import { orlFolder } from './orl.ts';

export interface TestApi {
  services: Services;
  host: ApiHost;
  port: number;
  tokens: Tokens;
  /** What the server said of faults. */
  faults: unknown[];
  /** A token for anything, unless named otherwise. */
  token(scopes?: readonly Scope[], options?: { rate?: number; expires?: Date }): string;
  ask(method: string, path: string, options?: Asking): Promise<Answer>;
  close(): Promise<void>;
}

export interface Asking {
  headers?: Record<string, string>;
  body?: Uint8Array | FormData | object;
  /** Instead of the usual one; null: none. */
  token?: string | null;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Of JSON. */
  json: Record<string, unknown>;
}

/** @param openPool what finds faces; made up from what a photo shows, if not told. */
export async function startTestApi({
  openPool = peoplesVision,
  ...options
}: {
  openPool?: (() => VisionPool) | null;
  patience?: number;
  heartbeat?: number;
  library?: string;
} = {}): Promise<TestApi> {
  const library = options.library ?? (await temporaryFolder());
  const file = join(await temporaryFolder(), 'user', 'api.db');
  const services = await openServices({ library, host: 'web', openPool: openPool ?? undefined });
  const faults: unknown[] = [];
  const host = await startApi(services, {
    ...{ ...options, library, file, port: 0, address: '127.0.0.1' },
    onFault: (error) => faults.push(error),
  });
  const port = Number(new URL(host.address).port);
  const db = openApiFile(file);
  const tokens = new Tokens(db, libraryKey(library));
  let made = 0;
  const token: TestApi['token'] = (scopes = scope.options, { rate = 1_000_000, expires = inAnHour() } = {}) =>
    tokens.create({ name: `token ${++made}`, scopes, rate, expires }).text;
  const usual = token();
  return {
    ...{ services, host, port, tokens, faults, token },
    ask: async (method, path, { headers = {}, body, token: given = usual } = {}) => {
      const sent = await bodyOf(body);
      const bearer: Record<string, string> = given === null ? {} : { authorization: `Bearer ${given}` };
      return askRaw({ port, method, path, headers: { ...bearer, ...sent.headers, ...headers } }, sent.bytes);
    },
    async close() {
      await host.close();
      await services.close();
      db.close();
    },
  };
}

const inAnHour = () => new Date(Date.now() + 3_600_000);

async function bodyOf(
  body: Asking['body'],
): Promise<{ bytes?: Uint8Array; headers: Record<string, string> }> {
  if (body === undefined) return { headers: {} };
  if (body instanceof Uint8Array)
    return { bytes: body, headers: { 'content-type': 'application/octet-stream' } };
  if (!(body instanceof FormData))
    return { bytes: Buffer.from(JSON.stringify(body)), headers: { 'content-type': 'application/json' } };
  const response = new Response(body);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { bytes, headers: { 'content-type': response.headers.get('content-type')! } };
}

/** A request as it goes over the wire, on a connection of its own: fetch would mend or forbid some headers. */
export function askRaw(
  options: { port: number; method: string; path: string; headers: Record<string, string | string[]> },
  body?: Uint8Array,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const sent = request(
      { host: '127.0.0.1', agent: false, ...options, headers: { ...length, ...options.headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          resolve({
            ...{ status: response.statusCode!, headers: response.headers, text },
            json: isJson && text !== '' ? JSON.parse(text) : {},
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Faces that are made up, and as alike as those of people are, on photos of `orlPhoto`. */
function peoplesVision(): VisionPool {
  const pool = madeUpVision();
  return {
    ...pool,
    async describe(...asked) {
      const photo = await pool.describe(...asked);
      const who = await whoIsOn(photo.hash);
      if (who === null) return photo;
      const quality = { size: 120, sharpness: 10, brightness: 100, clipped: null, pose: null };
      const feature = featureOf(who.person, who.number);
      return { ...photo, faces: photo.faces.map((face) => ({ ...face, quality, feature })) };
    },
  };
}

async function whoIsOn(hash: string): Promise<{ person: number; number: number } | null> {
  for (const person of [1, 2, 3, 4]) {
    for (const number of [1, 2, 3, 4]) {
      const bytes = await orlPhoto(person, number);
      if (createHash('sha256').update(bytes).digest('hex') === hash) return { person, number };
    }
  }
  return null;
}

/** A photo of the demo's people: its file. */
export const orlFile = (person: number, number: number): string =>
  join(orlFolder, `s${String(person).padStart(2, '0')}`, `${String(number).padStart(2, '0')}.png`);

/** Its bytes. */
export const orlPhoto = (person: number, number: number): Promise<Buffer> =>
  readFile(orlFile(person, number));

/** A form with photos, and texts. */
export function formOf(photos: readonly Uint8Array[], texts: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, text] of Object.entries(texts)) form.append(name, text);
  for (const [i, bytes] of photos.entries())
    form.append('photos', new Blob([Uint8Array.from(bytes)]), `photo-${i + 1}.png`);
  return form;
}
