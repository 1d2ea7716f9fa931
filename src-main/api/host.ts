/** Starts the interface for other programs: on loopback, or where others reach it only encrypted. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createClear, type Server } from 'node:http';
import { createServer as createEncrypted } from 'node:https';
import { type AddressInfo, BlockList, isIP } from 'node:net';
import { TammesError } from '../../src-shared/errors/index.ts';
import { version } from '../app-files.ts';
import type { Services } from '../services/index.ts';
import { Answers } from './answers.ts';
import { libraryKey, openApiFile } from './api-file.ts';
import type { Reach } from './names.ts';
import { describeInterface } from './openapi.ts';
import { eventRoute, routes } from './routes/index.ts';
import { createAnswerer } from './server.ts';
import { Tokens } from './tokens.ts';

/** Milliseconds in which a request's head, and all of it, must have come. */
const headersTimeout = 10_000;
const requestTimeout = 60_000;
/** Seconds in which it is answered. */
const usualPatience = 5 * 60;
const mostConnections = 512;

export interface ApiOptions {
  /** The library's folder. */
  library: string;
  /** 0 takes a free one. */
  port: number;
  address: string;
  /** PEM files. */
  tls?: { certificate: string; key: string } | undefined;
  /** Names by which a proxy of the user's is asked, which encrypts. */
  proxied?: readonly string[] | undefined;
  /** Where tokens lie, if not in the user's own folder. */
  file?: string;
  patience?: number;
  heartbeat?: number;
  onFault(error: unknown): void;
}

export interface ApiHost {
  /** Such as http://127.0.0.1:4711. */
  address: string;
  close(): Promise<void>;
}

/** @throws TammesError 'api-address-in-clear', 'api-certificate-unusable' or 'port-unusable' */
export async function startApi(
  services: Pick<Services, 'call' | 'on' | 'sent'>,
  options: ApiOptions,
): Promise<ApiHost> {
  const { library, port, address, tls, proxied = [], patience = usualPatience, heartbeat, onFault } = options;
  if (!isLoopback(address) && tls === undefined && proxied.length === 0)
    throw new TammesError('api-address-in-clear', { address });
  const reach: Reach = { port, certificate: null, proxied: proxied.map((name) => name.toLowerCase()) };
  const db = openApiFile(options.file);
  const origin = () => `${tls === undefined ? 'http' : 'https'}://${hostIn(address)}:${reach.port}`;
  const answer = createAnswerer({
    ...{ services, patience, heartbeat, onFault, reach: () => reach },
    tokens: new Tokens(db, libraryKey(library)),
    answers: new Answers(db),
    // Relative: a client asks the server that it has the description from, by whatever name.
    description: () => JSON.stringify(describeInterface(routes, [eventRoute], { version, server: '/' })),
  });
  const timeouts = { headersTimeout, requestTimeout, connectionsCheckingInterval: 5000 };
  let server: Server;
  try {
    if (tls === undefined) server = createClear(timeouts, answer);
    else {
      const { cert, key, certificate } = readCertificate(tls);
      reach.certificate = certificate;
      server = createEncrypted({ ...timeouts, cert, key }, answer);
    }
    server.maxConnections = mostConnections;
    await listen(server, port, address);
  } catch (error) {
    db.close();
    throw error;
  }
  reach.port = (server.address() as AddressInfo).port;
  return {
    address: origin(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      db.close();
    },
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only this machine reaches an address. */
function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

const hostIn = (address: string) => (isIP(address) === 6 ? `[${address}]` : address);

/** @throws TammesError 'input-not-readable' or 'api-certificate-unusable' */
function readCertificate({ certificate: path, key: keyPath }: NonNullable<ApiOptions['tls']>) {
  const [cert, key] = [readInput(path), readInput(keyPath)];
  try {
    const certificate = new X509Certificate(cert);
    createEncrypted({ cert, key }).close();
    return { cert, key, certificate };
  } catch (cause) {
    throw new TammesError('api-certificate-unusable', { path, reason: (cause as Error).message }, { cause });
  }
}

function readInput(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new TammesError('input-not-readable', { path }, { cause });
  }
}

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code ?? cause.message;
      reject(new TammesError('port-unusable', { port, reason }, { cause }));
    });
    server.listen(port, address, resolve);
  });
}
