/** A door before a server on a socket: connections through it can be cut at a chosen moment, and kept out. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

export class Door {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isOpen = true;
  /** Answers of the server that still come through; null: all. */
  #left: number | null = null;

  private constructor(target: string) {
    this.#server = createServer((client) => {
      if (!this.#isOpen) {
        client.destroy();
        return;
      }
      const server = createConnection(target);
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
        // The server has done it; whoever has asked does not hear of it.
        if (this.#left !== null && this.#left-- <= 0) this.cut();
        else client.write(bytes);
      });
    });
  }

  static async start(target: string): Promise<Door> {
    const door = new Door(target);
    door.#server.listen(0, '127.0.0.1');
    await once(door.#server, 'listening');
    return door;
  }

  /** An address of the server behind it, through it. */
  through(address: string): string {
    const { port } = this.#server.address() as AddressInfo;
    const { username, password, pathname } = new URL(address.replace('@/', '@localhost/'));
    return `postgres://${username}:${password}@127.0.0.1:${port}${pathname}?sslmode=disable`;
  }

  /** Lets so many answers of the server through, and then nothing any more. */
  cutAfter(answers: number): void {
    this.#left = answers;
  }

  /** Ends all connections, and keeps new ones out. */
  cut(): void {
    this.#isOpen = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isOpen = true;
    this.#left = null;
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
