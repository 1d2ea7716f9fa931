/** A door before a server on a socket: connections through it can be cut at a chosen moment, and kept out. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

export class Door {
  readonly #target: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  /** Answers of the server that still come through; null: all. */
  #left: number | null = null;
  #onCut = () => {};

  private constructor(target: string) {
    this.#target = target;
  }

  /** @param target path of the server's socket. */
  static async start(target: string): Promise<Door> {
    const door = new Door(target);
    await door.mend();
    return door;
  }

  /** An address of the server behind it, through it. @param login with a password, if it is another one. */
  through(address: string, login?: string): string {
    const { username, password, pathname } = new URL(address.replace('@/', '@localhost/'));
    return `postgres://${login ?? `${username}:${password}`}@127.0.0.1:${this.#port}${pathname}?sslmode=disable`;
  }

  /** Lets so many answers of the server through, and then nothing any more. @param then is called when it is cut. */
  cutAfter(answers: number, then = () => {}): void {
    this.#left = answers;
    this.#onCut = then;
  }

  /** Ends all connections, and keeps new ones out. */
  cut(): void {
    this.#server?.close();
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets everything through again. */
  async mend(): Promise<void> {
    this.#left = null;
    this.#onCut = () => {};
    if (this.#server !== null) return;
    this.#server = createServer((client) => this.#enter(client));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #enter(client: Socket): void {
    const server = createConnection(this.#target);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => {
      if (this.#left === null || this.#left-- > 0) client.write(bytes);
      else if (this.#server !== null) {
        // The server has done it; whoever has asked does not hear of it.
        this.cut();
        this.#onCut();
      }
    });
  }
}
