/** The interface for other programs: checks who asks for what, answers, and says what went wrong. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import type { KeptAnswer } from './answers.ts';
import { Streams } from './events.ts';
import { Rates } from './limits.ts';
import { type Reach, refuseForeign } from './names.ts';
import { pageFile, pageHeaders } from './page.ts';
import { headersOf, languageOf } from './problem.ts';
import { findRoute } from './route.ts';
import { eventRoute, routes } from './routes/index.ts';
import type { Scope } from './scopes.ts';
import type { Token } from './tokens.ts';
import { problemAnswer, Work, type WorkParts } from './work.ts';

/** What answering rests on. */
export interface ServerParts extends WorkParts {
  reach(): Reach;
  /** The description, as it is served. */
  description(): string;
  /** Milliseconds between signs of life of a stream. */
  heartbeat?: number | undefined;
  /** Hears of what went wrong inside, which clients are not told. */
  onFault(error: unknown): void;
}

const securityHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** @returns answers a request, whatever it is. */
export function createAnswerer(parts: ServerParts) {
  const answerer = new Answerer(parts);
  return (request: IncomingMessage, response: ServerResponse): void => {
    answerer.answer(request, response).catch((error: unknown) => answerer.fail(error, request, response));
  };
}

class Answerer {
  readonly #parts: ServerParts;
  readonly #streams: Streams;
  readonly #rates = new Rates();
  readonly #work: Work;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#streams = new Streams(parts.services, parts.tokens, parts.heartbeat);
    this.#work = new Work(parts);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = addressOf(request);
    refuseForeign(request, this.#parts.reach());
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const file = isRead ? await this.#publicFile(path) : null;
    if (file !== null) {
      response.writeHead(200, { ...securityHeaders, ...pageHeaders, 'Content-Type': file.type });
      response.end(file.body);
      return;
    }
    const token = this.#tokenOf(request);
    this.#rates.take(token);
    if (path === eventRoute.path && request.method === 'GET') {
      refuseWithout(token, eventRoute.scopes);
      return this.#streams.open(token, response, securityHeaders);
    }
    const { route, parameters } = findRoute(routes, request.method ?? '', path);
    refuseWithout(token, route.scopes);
    const answer = await this.#work.answer(request, { route, parameters, query, token });
    send(response, answer, answer.again ? { 'Idempotency-Replayed': 'true' } : {});
  }

  /** Says why a request was not answered. */
  fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const failure = toFailure(error);
    if (failure.code === 'internal') this.#parts.onFault(error);
    if (response.headersSent) return void response.destroy();
    const language = languageOf(request.headers['accept-language']);
    send(response, problemAnswer(failure, language), {
      ...headersOf(failure),
      ...{ 'Content-Language': language, Vary: 'Accept-Language' },
    });
  }

  /** The page and the description say nothing of the library: they are for everybody who may ask at all. */
  async #publicFile(path: string): Promise<{ type: string; body: string | Uint8Array } | null> {
    if (path !== '/openapi.json') return pageFile(path);
    return { type: 'application/json', body: this.#parts.description() };
  }

  /** @throws TammesError 'api-token-missing', 'api-token-unknown' or 'api-token-expired' */
  #tokenOf({ headers }: IncomingMessage): Token {
    const [, text] = /^bearer ([^\s]+)$/i.exec(headers.authorization ?? '') ?? [];
    if (text === undefined) throw new TammesError('api-token-missing', {});
    return this.#parts.tokens.find(text);
  }
}

function send(response: ServerResponse, answer: KeptAnswer, headers: Record<string, string>): void {
  const { status, type, body } = answer;
  const own = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...securityHeaders, ...headers, ...own }).end(body);
}

/** @throws TammesError 'api-scope-missing' */
function refuseWithout({ scopes }: Token, needed: readonly Scope[]): void {
  if (!needed.some((one) => scopes.includes(one)))
    throw new TammesError('api-scope-missing', { needed: [...needed], granted: scopes });
}

/** What a request asks for. @throws TammesError 'api-request-damaged' */
function addressOf({ url: target = '/' }: IncomingMessage): { path: string; query: Record<string, string> } {
  // Only a proxy is asked by whole addresses.
  const isPath = target.startsWith('/') && !target.startsWith('//');
  const url = isPath ? URL.parse(target, 'http://127.0.0.1') : null;
  const query = Object.fromEntries(url?.searchParams ?? []);
  if (url === null || Object.keys(query).length < url.searchParams.size)
    throw new TammesError('api-request-damaged', { fault: 'address' });
  return { path: url.pathname, query };
}
