import { decode, encode } from '@msgpack/msgpack';
import type { AppEvent, Bridge, Input, MethodName, Output } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toError } from '../../src-shared/errors/index.ts';
import { inBatches } from './in-batches.ts';
import { SharedState } from './shared-state.ts';

/** What the main process answers, on any transport. */
type Reply = { ok: true; value: unknown } | { ok: false; failure: Failure };

/** What Electron's preload puts on the window. */
interface Preload {
  call(method: string, input: unknown): Promise<Reply>;
  /** Called once, before anything happens. */
  on(listener: (event: AppEvent) => void): void;
  /** Called once. Hears of actions that were chosen in a native menu. */
  onAction?(listener: (id: string) => void): void;
  /** Where a file that was dropped lies; a browser does not tell. */
  pathOfFile?(file: File): string;
}

/** Whether the host is heard; `refused`: it was started anew, and its address is another one. */
export const connection = new SharedState<'open' | 'lost' | 'refused'>('open');

const preload = (window as { tammes?: Preload }).tammes;
/** Whether the window is the desktop app's. */
export const isDesktop = preload !== undefined;
const transport = preload ?? webTransport();

/**
 * The way to the main process: Electron's preload where there is one, the web host otherwise. What it answers was parsed there by the
 * contract; once more here would take longer than to draw it.
 */
export const bridge: Bridge = {
  async call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
    const reply = await transport.call(method, input);
    if (!reply.ok) throw toError(reply.failure);
    return reply.value as Output<M>;
  },
  on(listener: (event: AppEvent) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Where a file or folder that was dropped lies; null: this host does not tell. */
export function pathOfFile(file: File): string | null {
  return preload?.pathOfFile?.(file) || null;
}

/** Hears of actions that were chosen in a native menu. Called once. */
export function onMenuAction(listener: (id: string) => void): void {
  preload?.onAction?.(listener);
}

const listeners = new Set<(event: AppEvent) => void>();
transport.on(
  inBatches((event) => {
    for (const listener of listeners) listener(event);
  }, 100),
);

function webTransport(): Preload {
  return {
    async call(method, input) {
      const response = await fetch(`/api/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/msgpack', 'X-Tammes': '1' },
        // MessagePack would make null of undefined, which is another answer.
        body: encode({ input }, { ignoreUndefined: true }) as Uint8Array<ArrayBuffer>,
      }).catch((cause: unknown) => {
        throw new TammesError('host-silent', {}, { cause });
      });
      if (response.status === 401 || response.status === 403) {
        throw new TammesError('window-refused', { reason: await response.text() });
      }
      return decode(new Uint8Array(await response.arrayBuffer())) as Reply;
    },
    on(listener) {
      const events = new EventSource('/api/events');
      events.onmessage = ({ data }) => listener(JSON.parse(data));
      events.onopen = () => connection.change(() => 'open');
      // It tries again by itself, unless it was turned away.
      events.onerror = () =>
        connection.change(() => (events.readyState === EventSource.CLOSED ? 'refused' : 'lost'));
    },
  };
}
