/** The stream of events: what clients hear of the library, without a path or a name. */
import type { ServerResponse } from 'node:http';
import type { AppEvent } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Services } from '../services/index.ts';
import { type ApiEvent, apiEvent } from './schemas.ts';
import type { TokenInfo, Tokens } from './tokens.ts';

/** Keeps proxies from giving up on a stream, and ends one whose token was revoked, milliseconds. */
const usualHeartbeat = 15_000;
/** Streams of a token at a time. */
const mostStreams = 8;
/** Bytes of events that a client has not read; then it is no longer told, and connects again. */
const mostUnread = 2 ** 20;

/** What other programs are told of an event; null: nothing. */
function told(event: AppEvent): ApiEvent | null {
  return event.type === 'changed' || event.type === 'job' ? apiEvent.parse(event) : null;
}

/** The streams that are open. */
export class Streams {
  readonly #services: Pick<Services, 'on'>;
  readonly #tokens: Tokens;
  readonly #heartbeat: number;
  readonly #open = new Map<string, number>();

  constructor(services: Pick<Services, 'on'>, tokens: Tokens, heartbeat = usualHeartbeat) {
    this.#services = services;
    this.#tokens = tokens;
    this.#heartbeat = heartbeat;
  }

  /** @throws TammesError 'api-too-many-streams' */
  open(token: TokenInfo, response: ServerResponse, headers: Record<string, string>): void {
    const others = this.#open.get(token.id) ?? 0;
    if (others >= mostStreams) throw new TammesError('api-too-many-streams', { most: mostStreams });
    this.#open.set(token.id, others + 1);
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    response.write(': welcome\n\n');
    const stop = this.#services.on((event) => {
      const own = told(event);
      if (own === null) return;
      if (response.writableLength > mostUnread) response.destroy();
      else response.write(`data: ${JSON.stringify(own)}\n\n`);
    });
    const timer = setInterval(() => {
      if (this.#tokens.isThere(token)) response.write(': still here\n\n');
      else response.end();
    }, this.#heartbeat);
    response.on('close', () => {
      clearInterval(timer);
      stop();
      this.#open.set(token.id, this.#open.get(token.id)! - 1);
    });
  }
}
