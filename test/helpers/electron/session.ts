/** Electron's session and protocol: what is asked for in a page goes through the handlers that the app has set. */
import type Electron from 'electron';
import type { Like } from './like.ts';

type Answer = Parameters<Electron.Protocol['handle']>[1];
type Listener = NonNullable<Parameters<Electron.WebRequest['onBeforeRequest']>[0]>;

let answer: Answer | undefined;
let mayGo: Listener = (_details, answer) => answer({});

export const protocol: Like<Electron.Protocol> = {
  registerSchemesAsPrivileged() {},
  handle(_scheme, handler) {
    answer = handler;
  },
};

class Session implements Like<Electron.Session, 'protocol' | 'webRequest'> {
  readonly protocol = protocol;
  readonly webRequest: Pick<Electron.WebRequest, 'onBeforeRequest'> = {
    onBeforeRequest(listener: unknown) {
      mayGo = listener as Listener;
    },
  };
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
}
export const session = { defaultSession: new Session() };

/** What the app answers to an address. @returns null where its rules keep the request in. */
export async function ask(url: string, method: string): Promise<Response | null> {
  const { promise, resolve } = Promise.withResolvers<Electron.CallbackResponse>();
  mayGo({ url, method } as Electron.OnBeforeRequestListenerDetails, resolve);
  if ((await promise).cancel) return null;
  if (answer === undefined) throw new Error('No protocol is handled.');
  return answer(new Request(url, { method }));
}
