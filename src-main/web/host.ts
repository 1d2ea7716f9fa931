/** The web host: serves the app on loopback and checks who asks. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from '@msgpack/msgpack';
import type { z } from 'zod';
import { methods } from '../../src-shared/contract/index.ts';
import { TammesError, toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { rendererFolder } from '../app-files.ts';
import type { Services } from '../services/index.ts';
import { type Access, createAccess } from './access.ts';
import { Bodies } from './bodies.ts';
import { securityHeaders } from './headers.ts';
import { readMessagePack } from './message-pack.ts';
import { cacheControl, staticFile } from './static-files.ts';

/** Bytes of the largest request: settings; or lists, such as of faces and photos; or pictures and their faces. */
const largestBody = 64 * 2 ** 10;
const largestList = 4 * 2 ** 20;
const largestPicture = 64 * 2 ** 20;
const takesLists = methodsThatTake('array');
const takesPictures = methodsThatTake('custom');
/** Keeps proxies and browsers from giving up on the stream of events. */
const heartbeat = 20_000;
/** Bytes of events that a browser has not read; then it is no longer told, and connects again. */
const mostUnread = 2 ** 20;

/** What a host bears. */
export interface HostLimits {
  /** Bytes of all bodies that are under way. */
  bodies: number;
  /** Milliseconds in which a request's head, and all of it, must have come. */
  head: number;
  request: number;
  /** Milliseconds in which it is answered: reading a large folder's names takes minutes. */
  answer: number;
}

const usual: HostLimits = { bodies: 3 * largestPicture, head: 10_000, request: 60_000, answer: 30 * 60_000 };
/** Connections at a time: a browser has six, and one for each window's events. */
const mostConnections = 512;

/** What a window may reach. */
type Served = Pick<Services, 'call' | 'on' | 'media'>;

export interface WebHost {
  /** A new address with a secret: the first browser that opens it may use the library, and no other. */
  newAddress(): string;
  close(): Promise<void>;
}

/** Serves the app on 127.0.0.1, for browsers that are given an address. @param port 0 takes a free one. */
export async function startWebHost(
  services: Served,
  options: { port: number; limits?: Partial<HostLimits> },
): Promise<WebHost> {
  if ((await staticFile(rendererFolder, '/')) === null) {
    throw new TammesError('interface-not-built', {});
  }
  const limits = { ...usual, ...options.limits };
  let access: Access | undefined;
  const timeouts = {
    headersTimeout: limits.head,
    requestTimeout: limits.request,
    connectionsCheckingInterval: Math.min(limits.head, 5000),
  };
  const bodies = new Bodies(limits.bodies);
  const server = createServer(timeouts, (request, response) => {
    answer({ services, access: access!, bodies, limits }, request, response).catch((error: unknown) => {
      if (!response.headersSent) reply(response, 500, 'text/plain', toEnglish(toFailure(error)).message);
      else response.destroy();
    });
  });
  server.maxConnections = mostConnections;
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
  const opened = createAccess(port);
  access = opened;
  return {
    newAddress: () => `http://127.0.0.1:${port}/?key=${opened.newKey()}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Methods of which a part of the input is a list, or bytes: the contract has these as a kind of its own. */
function methodsThatTake(kind: 'array' | 'custom'): ReadonlySet<string> {
  return new Set(Object.entries(methods).flatMap(([name, { input }]) => (holds(input, kind) ? name : [])));
}

/** Where schemas have others within them. */
interface SchemaParts {
  type: string;
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  shape?: Readonly<Record<string, z.core.$ZodType>>;
  options?: readonly z.core.$ZodType[];
}

function holds(schema: z.core.$ZodType, kind: 'array' | 'custom'): boolean {
  const def: SchemaParts = schema._zod.def;
  const parts = [def.innerType, def.element, ...Object.values(def.shape ?? {}), ...(def.options ?? [])];
  return def.type === kind || parts.some((part) => part !== undefined && holds(part, kind));
}

/** What answering needs. */
interface Host {
  services: Served;
  access: Access;
  bodies: Bodies;
  limits: HostLimits;
}

async function answer(host: Host, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { services, access } = host;
  const target = request.url ?? '/';
  // Only a proxy is asked by whole addresses.
  const url =
    target.startsWith('/') && !target.startsWith('//') ? URL.parse(target, 'http://127.0.0.1') : null;
  const path = url && decodePath(url.pathname);
  if (url === null || path === null) return reply(response, 400, 'text/plain', 'This is no address.');
  const refusal = access.refusal(request);
  // The first visit has the secret in the address and no cookie yet.
  if (refusal?.status === 401 && request.method === 'GET' && path === '/' && access.opens(url)) {
    response.writeHead(303, { ...securityHeaders, 'Set-Cookie': access.cookie, Location: '/' }).end();
    return;
  }
  if (refusal !== null) return reply(response, refusal.status, 'text/plain', refusal.reason);
  if (path === '/api/events' && request.method === 'GET') return streamEvents(services, response);
  const isCall = path.startsWith('/api/');
  const allowed = path === '/api/events' ? ['GET'] : isCall ? ['POST'] : ['GET', 'HEAD'];
  if (!allowed.includes(request.method ?? '')) {
    response.setHeader('Allow', allowed.join(', '));
    return reply(response, 405, 'text/plain', `Only ${allowed.join(' and ')} here.`);
  }
  if (isCall) return call(host, path.slice('/api/'.length), request, response);
  const media = path.startsWith('/media/')
    ? await services.media(path)
    : await staticFile(rendererFolder, path);
  return media === null
    ? notFound(response)
    : reply(response, 200, media.type, media.bytes, cacheControl(path));
}

/** Requests and replies are MessagePack, which carries pixels as they are. */
async function call(
  { services, bodies, limits }: Host,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { input } = readEnvelope(await bodies.read(request, largestBodyOf(method)));
    const value = await within(limits.answer, services.call(method, input ?? undefined));
    reply(response, 200, 'application/msgpack', encode({ ok: true, value }, { ignoreUndefined: true }));
  } catch (error) {
    // The request itself went well: what it asked for did not.
    reply(response, 200, 'application/msgpack', encode({ ok: false, failure: toFailure(error) }));
  }
}

/** @throws TammesError 'answer-too-late' */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TammesError('answer-too-late', {})), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function largestBodyOf(method: string): number {
  if (takesPictures.has(method)) return largestPicture;
  return takesLists.has(method) ? largestList : largestBody;
}

function readEnvelope(body: Buffer): { input?: unknown } {
  const content = readMessagePack(body);
  if (typeof content === 'object' && content !== null) return content;
  throw new TammesError('request-without-input', {});
}

function streamEvents(services: Served, response: ServerResponse): void {
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
  });
  response.write(': welcome\n\n');
  const stop = services.on((event) => {
    if (response.writableLength > mostUnread) response.destroy();
    else response.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  const timer = setInterval(() => response.write(': still here\n\n'), heartbeat);
  response.on('close', () => {
    clearInterval(timer);
    stop();
  });
}

function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  cache = 'no-store',
): void {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': type, 'Cache-Control': cache }).end(body);
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
