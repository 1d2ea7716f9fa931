/** The web host: serves the app on loopback and checks who asks. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decode, encode } from '@msgpack/msgpack';
import { TammesError, toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { rendererFolder } from '../app-files.ts';
import type { Services } from '../services/index.ts';
import { type Access, createAccess } from './access.ts';
import { securityHeaders } from './headers.ts';
import { staticFile } from './static-files.ts';

/** Bytes of the largest request: settings and lists of numbers, or pictures and their faces for the methods that take such. */
const largestBody = 4 * 2 ** 20;
const largestPicture = 64 * 2 ** 20;
const takesPictures: ReadonlySet<string> = new Set([
  'matching.decode',
  'matching.match',
  'library.storePhoto',
  'library.storeMirrorFeatures',
  'people.enrolNew',
]);
/** Keeps proxies and browsers from giving up on the stream of events. */
const heartbeat = 20_000;

export interface WebHost {
  /** With the secret of this start: whoever has it may use the library. */
  url: string;
  close(): Promise<void>;
}

/** Serves the app on 127.0.0.1, for one browser that is given the address. @param port 0 takes a free one. */
export async function startWebHost(services: Services, options: { port: number }): Promise<WebHost> {
  if ((await staticFile(rendererFolder, '/')) === null) {
    throw new TammesError('interface-not-built', {});
  }
  let access: Access | undefined;
  const server = createServer((request, response) => {
    answer(services, access!, request, response).catch((error: unknown) => {
      if (!response.headersSent) reply(response, 500, 'text/plain', toEnglish(toFailure(error)).message);
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new TammesError(
          'port-unusable',
          { port: options.port, reason: cause.code ?? cause.message },
          { cause },
        ),
      );
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  access = createAccess(port);
  return {
    url: `http://127.0.0.1:${port}/?key=${access.key}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  services: Services,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  const path = url && decodePath(url.pathname);
  if (url === null || path === null) return reply(response, 400, 'text/plain', 'This is no address.');
  const refusal = access.refusal(request);
  // The first visit has the secret in the address and no cookie yet.
  if (refusal?.status === 401 && request.method === 'GET' && path === '/' && access.opens(url)) {
    response.writeHead(303, { ...securityHeaders, 'Set-Cookie': access.cookie, Location: '/' }).end();
    return;
  }
  if (refusal !== null) return reply(response, refusal.status, 'text/plain', refusal.reason);
  if (request.method === 'POST' && path.startsWith('/api/')) {
    return call(services, path.slice('/api/'.length), request, response);
  }
  if (request.method !== 'GET') return reply(response, 405, 'text/plain', 'Only GET, and POST to /api.');
  if (path === '/api/events') return streamEvents(services, response);
  if (path.startsWith('/media/')) {
    const media = await services.media(path);
    return media === null ? notFound(response) : reply(response, 200, media.type, media.bytes);
  }
  const file = await staticFile(rendererFolder, path);
  return file === null ? notFound(response) : reply(response, 200, file.type, file.bytes);
}

/** Requests and replies are MessagePack, which carries pixels as they are. */
async function call(
  services: Services,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { input } = readEnvelope(
      await readBody(request, takesPictures.has(method) ? largestPicture : largestBody),
    );
    const value = await services.call(method, input ?? undefined);
    reply(response, 200, 'application/msgpack', encode({ ok: true, value }));
  } catch (error) {
    // The request itself went well: what it asked for did not.
    reply(response, 200, 'application/msgpack', encode({ ok: false, failure: toFailure(error) }));
  }
}

async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is read and dropped: a browser hears the answer only when it has sent everything.
    if (size <= most) chunks.push(chunk);
    // What came before is not needed any more.
    else chunks.length = 0;
  }
  if (size > most) {
    throw new TammesError('request-too-large', {});
  }
  return Buffer.concat(chunks);
}

function readEnvelope(body: Buffer): { input?: unknown } {
  let content: unknown;
  try {
    content = decode(body);
  } catch (cause) {
    throw new TammesError('request-not-messagepack', {}, { cause });
  }
  if (typeof content === 'object' && content !== null) return content;
  throw new TammesError('request-without-input', {});
}

function streamEvents(services: Services, response: ServerResponse): void {
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
  });
  response.write(': welcome\n\n');
  const stop = services.on((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  const timer = setInterval(() => response.write(': still here\n\n'), heartbeat);
  response.on('close', () => {
    clearInterval(timer);
    stop();
  });
}

function reply(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response
    .writeHead(status, { ...securityHeaders, 'Content-Type': type, 'Cache-Control': 'no-store' })
    .end(body);
}

function notFound(response: ServerResponse): void {
  reply(response, 404, 'text/plain', 'There is nothing here.');
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
