import { decode, encode } from '@msgpack/msgpack';
import {
  type AppEvent,
  appEvent,
  type Bridge,
  type Input,
  type MethodName,
  methods,
  type Output,
} from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toError } from '../../src-shared/errors/index.ts';
import { inBatches } from './in-batches.ts';

/** What the main process answers, on any transport. */
type Reply = { ok: true; value: unknown } | { ok: false; failure: Failure };

/** What Electron's preload puts on the window. */
interface Preload {
  call(method: string, input: unknown): Promise<Reply>;
  /** Called once, before anything happens. */
  on(listener: (event: unknown) => void): void;
}

const preload = (window as { tammes?: Preload }).tammes;
const transport = preload ?? webTransport();

/** The way to the main process: Electron's preload where there is one, the web host otherwise. */
export const bridge: Bridge = {
  async call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
    const reply = await transport.call(method, input);
    if (!reply.ok) throw toError(reply.failure);
    // MessagePack has no undefined: an empty answer comes as null.
    const { output } = methods[method];
    const parsed = output.safeParse(reply.value);
    return (parsed.success ? parsed.data : output.parse(reply.value ?? undefined)) as Output<M>;
  },
  on(listener: (event: AppEvent) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

const listeners = new Set<(event: AppEvent) => void>();
transport.on(
  inBatches((event) => {
    const parsed = appEvent.parse(event);
    for (const listener of listeners) listener(parsed);
  }, 100),
);

function webTransport(): Preload {
  return {
    async call(method, input) {
      const response = await fetch(`/api/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/msgpack', 'X-Tammes': '1' },
        body: encode({ input }) as Uint8Array<ArrayBuffer>,
      }).catch((cause: unknown) => {
        throw new TammesError('host-silent', {}, { cause });
      });
      if (response.status === 401 || response.status === 403) {
        throw new TammesError('window-refused', { reason: await response.text() });
      }
      return decode(new Uint8Array(await response.arrayBuffer())) as Reply;
    },
    on(listener) {
      new EventSource('/api/events').onmessage = ({ data }) => listener(JSON.parse(data));
    },
  };
}
