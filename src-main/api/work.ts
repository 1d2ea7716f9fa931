/** Answers what is asked by a token that may ask it: reads what was sent, does it, once if that is wanted, and within limits. */
import type { IncomingMessage } from 'node:http';
import type { Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { type Failure, type Language, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import type { Services } from '../services/index.ts';
import { Bodies } from '../web/index.ts';
import type { Answers, KeptAnswer } from './answers.ts';
import { type Body, printOf, takes } from './body.ts';
import { Room } from './limits.ts';
import { languageOf, problemOf, problemType } from './problem.ts';
import { type Context, type Route, readTexts } from './route.ts';
import type { Token, Tokens } from './tokens.ts';

/** Bytes of bodies that are under way, and again of what is worked on. */
const mostBytes = 192 * 2 ** 20;
/** Requests that are worked on at once. */
const mostAtOnce = 64;

export interface WorkParts {
  services: Pick<Services, 'call' | 'on' | 'sent'>;
  tokens: Tokens;
  answers: Answers;
  /** Seconds until an answer is late. */
  patience: number;
}

/** What a request asks for. */
interface Wanted {
  route: Route;
  parameters: Record<string, string>;
  query: Record<string, string>;
  token: Token;
}

/** An answer, and whether it was given before. */
type Answer = KeptAnswer & { again?: boolean };

export class Work {
  readonly #parts: WorkParts;
  readonly #bodies = new Bodies(mostBytes);
  readonly #bytes = new Room(mostBytes);
  readonly #requests = new Room(mostAtOnce);

  constructor(parts: WorkParts) {
    this.#parts = parts;
  }

  /** @throws TammesError, also if the answer is late: then the work goes on, and takes its room until it is done. */
  answer(request: IncomingMessage, wanted: Wanted): Promise<Answer> {
    return within(this.#parts.patience, this.#answer(request, wanted));
  }

  async #answer(request: IncomingMessage, { route, parameters, query, token }: Wanted): Promise<Answer> {
    const what = `${route.method} ${route.path}`;
    const path = readTexts(route.parameters, parameters, what);
    const options = readTexts(route.query, query, what);
    const key = route.changes ? keyOf(request) : null;
    const ends = [this.#requests.take(1)];
    try {
      const bytes = route.body && (await this.#bytesOf(request, route.body));
      ends.push(this.#bytes.take(bytes?.length ?? 0));
      const body = bytes && (await route.body!.read(bytes, request.headers['content-type']!, what));
      const language = languageOf(request.headers['accept-language']);
      const context: Context = { call: this.#call, sent: this.#parts.services.sent, language };
      const work = async () => {
        const given = await route.handle({ ...context, path, query: options, body });
        const content = JSON.stringify(route.answer.parse(given));
        return { status: route.status, type: 'application/json', body: content };
      };
      if (key === null) return await work();
      return await this.#once(token, { key, print: printOf([what, path, options, body]), language }, work);
    } finally {
      for (const end of ends) end();
    }
  }

  /** Does what a key stands for once. A refusal is an answer, too; what may go well another time is not. */
  async #once(
    token: Token,
    { key, print, language }: { key: string; print: string; language: Language },
    work: () => Promise<KeptAnswer>,
  ): Promise<Answer> {
    const begun = this.#parts.answers.begin(token, key, print);
    if ('status' in begun) return { ...begun, again: true };
    try {
      const answer = await work();
      begun.keep(answer);
      return answer;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'busy' || failure.code === 'internal') begun.drop();
      else begun.keep(problemAnswer(failure, language));
      throw error;
    }
  }

  /** @throws TammesError 'api-media-type-refused' or 'api-body-too-large' */
  async #bytesOf(request: IncomingMessage, body: Body<unknown>): Promise<Buffer> {
    const given = request.headers['content-type'] ?? '';
    if (!takes(body, given))
      throw new TammesError('api-media-type-refused', { given, expected: [...body.types] });
    const tooLarge = () => new TammesError('api-body-too-large', { mostBytes: body.most });
    // Said before it is sent, if the client says how much that will be.
    if (Number(request.headers['content-length'] ?? 0) > body.most) throw tooLarge();
    return this.#bodies.read(request, body.most).catch((error: unknown) => {
      throw toFailure(error).problem === 'request-too-large' ? tooLarge() : error;
    });
  }

  readonly #call = <M extends MethodName>(method: M, input: Input<M>) =>
    this.#parts.services.call(method, input) as Promise<Output<M>>;
}

/** A problem as it is answered. */
export function problemAnswer(failure: Failure, language: Language): KeptAnswer {
  const problem = problemOf(failure, language);
  return { status: problem.status, type: problemType, body: JSON.stringify(problem) };
}

/** Null: the request has none. @throws TammesError 'api-key-malformed' */
function keyOf({ headers }: IncomingMessage): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new TammesError('api-key-malformed', {});
}

/** @throws TammesError 'api-answer-too-late' */
async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TammesError('api-answer-too-late', { seconds })), 1000 * seconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
