/** Electron's utility processes, made of Node's own, and its message channels. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { computing } from '../../../src-main/compute/child.ts';
import type { Like } from './like.ts';

/** One end of a channel, which keeps what comes before it is started. */
export class Port extends EventEmitter implements Like<Electron.MessagePortMain> {
  other: Port | undefined;
  #waiting: unknown[] | null = [];

  postMessage(data: unknown): void {
    this.other?.take(data);
  }

  take(data: unknown): void {
    if (this.#waiting === null) this.emit('message', { data });
    else this.#waiting.push(data);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.take(data);
  }
}

export class MessageChannelMain {
  readonly port1 = new Port();
  readonly port2 = new Port();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

export const utilityProcess = {
  fork(...[entry, , { env } = {}]: Parameters<typeof Electron.utilityProcess.fork>) {
    const child: ChildProcess = fork(entry, {
      ...computing,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      ...(env && { env: env as NodeJS.ProcessEnv }),
    });
    return Object.assign(child, { postMessage: (message: object) => child.send(message) });
  },
};
