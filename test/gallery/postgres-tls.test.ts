/** Whom a password is told: a server of another machine has to prove who it is. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { prepareServer } from '../../src-main/gallery/server.ts';
import { withShare } from '../../src-main/gallery/share/client.ts';
import { newGallery, parseServer } from '../../src-main/store/gallery-server.ts';
import { certificateOf, hasOpenssl } from '../helpers/certificates.ts';

/** ErrorResponse: the password is wrong. */
const refusal = Buffer.concat([Buffer.from([0x45, 0, 0, 0, 26]), Buffer.from('SFATAL\0C28P01\0Mwrong\0\0')]);

/** A server that asks each for a password in clear. @returns what it is told, first whom it speaks with. */
async function askingServer({ cert, key }: { cert: Buffer; key: Buffer }) {
  const told: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write('S');
      const secure = new TLSSocket(socket, {
        isServer: true,
        secureContext: createSecureContext({ cert, key }),
      });
      secure.on('error', () => {});
      secure.on('data', (bytes) => {
        told.push(bytes.toString());
        // AuthenticationCleartextPassword; after the answer, that the password is wrong.
        if (told.length === 1) secure.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
        else secure.end(refusal);
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { told, port: (server.address() as AddressInfo).port, close: () => server.close() };
}

const addressOf = (port: number, root: string) =>
  newGallery(
    parseServer(
      `postgres://tammes:secret-word@127.0.0.1:${port}/people?sslmode=verify-full&sslrootcert=${encodeURIComponent(root)}`,
    ),
  );

test.each([
  ['db.example', true],
  ['10.1.2.3', true],
  ['localhost', false],
  ['127.0.0.1', false],
  ['[::1]', false],
])('by default a connection to %s is encrypted: %s', (host, tls) => {
  expect(parseServer(`postgres://a@${host}/c`).tls).toBe(tls);
  expect(parseServer(`postgres://a@${host}/c?sslmode=disable`).tls).toBe(false);
});

describe.skipIf(!hasOpenssl())('a password', () => {
  test('is told to the server whose certificate is trusted', async () => {
    const own = await certificateOf('IP:127.0.0.1');
    const { told, port, close } = await askingServer(own);
    await expect(prepareServer(addressOf(port, own.certificate))).rejects.toMatchObject({
      problem: 'gallery-server-lost',
    });
    expect(told.join()).toContain('secret-word');
    close();
  });

  test('is told no other server by a desk that joins a shared gallery', async () => {
    const own = await certificateOf('IP:127.0.0.1');
    const { told, port, close } = await askingServer(own);
    const join = (root: string) => withShare(addressOf(port, root), async () => {});
    await expect(join((await certificateOf('IP:127.0.0.1')).certificate)).rejects.toMatchObject({
      problem: 'share-lost',
    });
    expect(told).toEqual([]);
    await expect(join(own.certificate)).rejects.toMatchObject({ problem: 'share-password-wrong' });
    expect(told.join()).toContain('secret-word');
    close();
  });

  test.each([
    ['is of another host', 'IP:127.0.0.2', true],
    ['names localhost and not the address', 'DNS:localhost', true],
    ['is trusted by nobody', 'IP:127.0.0.1', false],
  ])('is not told to one whose certificate %s', async (_, subject, isTrusted) => {
    const own = await certificateOf(subject);
    const root = isTrusted ? own : await certificateOf('IP:127.0.0.1');
    const { told, port, close } = await askingServer(own);
    await expect(prepareServer(addressOf(port, root.certificate))).rejects.toMatchObject({
      problem: 'gallery-server-lost',
    });
    expect(told).toEqual([]);
    close();
  });
});
