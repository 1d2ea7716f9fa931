/** Asks the web host what nobody should ask: mutated requests, on a library of a few people. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { decode, encode } from '@msgpack/msgpack';
import { openServices } from '../../src-main/services/index.ts';
import { startWebHost } from '../../src-main/web/index.ts';
import { methods } from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors/index.ts';
import { type Random, randomFrom } from '../../src-shared/random.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { madeInput } from './made-input.ts';

/** Milliseconds that a request may take on a busy machine. */
const longest = 20_000;
/** Bytes by which the process may grow. */
const mostGrowth = 800 * 2 ** 20;

/** They begin long work, or write outside of the library: with a place for their files they are tests of their own. */
const leftOut = new Set([
  'training.start',
  'training.resume',
  'evaluations.start',
  'exports.data',
  'exports.sort',
  'exports.xmp',
  'sphere.spread',
  'sphere.samples',
]);
const names = Object.keys(methods).filter((name) => !leftOut.has(name)) as (keyof typeof methods)[];

export interface ApiReport {
  requests: number;
  /** Answers by their HTTP status, or `ok` and the problem for what services answered. */
  outcomes: Record<string, number>;
  faults: string[];
}

/** @param onDone is called with how many requests were answered. */
export async function askAnything(
  seed: number,
  count: number,
  onDone: (done: number) => void,
): Promise<ApiReport> {
  const library = await temporaryFolder();
  const services = await openServices({
    library,
    host: 'web',
    folders: [library],
    openPool: () => madeUpVision(),
  });
  await addMadeUpPeople(services, 3, 3);
  const host = await startWebHost(services, { port: 0 });
  const port = Number(new URL(host.newAddress()).port);
  const cookie = await cookieFrom(host.newAddress());
  const report: ApiReport = { requests: count, outcomes: {}, faults: [] };
  const before = process.memoryUsage().rss;
  for (let i = 0; i < count; i++) {
    const random = randomFrom(seed, i);
    const started = performance.now();
    const outcome = await (random.uniform() < 0.8
      ? askMethod(port, cookie, random)
      : askRaw(port, cookie, random)
    ).catch((error: unknown) => `fault: ${String(error)}`);
    const waited = performance.now() - started;
    report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
    if (outcome.startsWith('fault')) report.faults.push(`Request ${i}: ${outcome}`);
    if (waited > longest) report.faults.push(`Request ${i}: ${(waited / 1000).toFixed(1)} s (${outcome})`);
    onDone(i + 1);
  }
  if (Object.getOwnPropertyNames(Object.prototype).length !== prototypeBefore)
    report.faults.push('Object.prototype was changed.');
  const grown = process.memoryUsage().rss - before;
  if (grown > mostGrowth) report.faults.push(`The process grew by ${(grown / 2 ** 20).toFixed(0)} MiB.`);
  await host.close();
  await services.close();
  return report;
}

const prototypeBefore = Object.getOwnPropertyNames(Object.prototype).length;

async function cookieFrom(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

/** A method with an input that it may take; at times with bytes that are changed on the way. */
async function askMethod(port: number, cookie: string, random: Random): Promise<string> {
  const name = names[random.integer(names.length)]!;
  let body: Uint8Array = encode({ input: madeInput(methods[name].input, random) }, { ignoreUndefined: true });
  if (random.uniform() < 0.3) body = damaged(body, random);
  const answer = await send(port, `/api/${name}`, cookie, body);
  if (answer.status !== 200) return String(answer.status);
  const { ok, failure } = decode(answer.body) as { ok: boolean; failure?: Failure };
  if (ok) return 'ok';
  return failure!.code === 'internal'
    ? `fault: ${name}: ${JSON.stringify(failure!.parameters).slice(0, 200)}`
    : failure!.problem;
}

function send(port: number, path: string, cookie: string, body: Uint8Array) {
  return new Promise<{ status: number; body: Buffer }>((resolve, reject) => {
    const headers = { cookie, 'x-tammes': '1' };
    const sent = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(chunks) }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice(0, random.uniform() < 0.2 ? random.integer(bytes.length + 1) : bytes.length);
  for (let i = random.integer(4); i > 0 && copy.length > 0; i--)
    copy[random.integer(copy.length)] = [0xc1, 0x91, 0xdd, 0xdf, 0xc6, 0xff, random.integer(256)][
      random.integer(7)
    ]!;
  return copy;
}

/** A request as text, with lines and characters that are changed. */
function askRaw(port: number, cookie: string, random: Random): Promise<string> {
  const one = <T>(from: readonly T[]) => from[random.integer(from.length)]!;
  const targets = [
    '/',
    '/api/people.list',
    '/api/events/',
    '/media/chip/1',
    '/../../etc/passwd',
    '//x/',
    'http://x/',
    '*',
    '/%ff',
    '',
  ];
  const lines = [
    `${one(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'get', 'G\tT'])} ${one(targets)} HTTP/${one(['1.1', '1.0', '2.0', '9'])}`,
    `Host: ${one([`127.0.0.1:${port}`, `localhost:${port}`, 'evil.example', '', '127.1'])}`,
    `Cookie: ${one([cookie, '', `${cookie}x`, 'x='.repeat(2000)])}`,
    `Origin: ${one(['null', `http://127.0.0.1:${port}`, 'http://evil.example'])}`,
    'X-Tammes: 1',
    `Content-Length: ${one(['0', '-1', '4', '1e9', '99999999999999999999'])}`,
    'Connection: close',
  ].filter(() => random.uniform() < 0.85);
  if (random.uniform() < 0.2) lines.push(one(lines.length === 0 ? [''] : lines));
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${one(['', 'abcd', '\x81\x00'])}`, 'latin1');
  if (random.uniform() < 0.2 && bytes.length > 0) bytes[random.integer(bytes.length)] = random.integer(256);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    const end = () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 'no answer';
      resolve(/^5(?!0[35])/.test(status) ? `fault: raw ${status}` : `raw ${status}`);
    };
    socket.on('close', end);
    socket.on('error', end);
    // Events are never at an end.
    socket.setTimeout(2000, () => socket.destroy());
  });
}
