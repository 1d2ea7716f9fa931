/** What a program and all that it starts do with sockets, as strace saw it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Whether strace is there and may trace; where a run demands it, a test without it fails instead of being skipped. */
export const hasStrace =
  process.env.TAMMES_REQUIRE_STRACE === '1' ||
  (await promisify(execFile)('strace', ['-f', '--seccomp-bpf', '-qq', 'true']).then(
    () => true,
    () => false,
  ));

/** What stands before a command, so that its sockets are noted in a file. Only calls on sockets cost time. */
export const noteSockets = (file: string): string[] => [
  ...['strace', '-f', '--seccomp-bpf', '-qq', '--signal=none'],
  ...['-e', 'trace=socket,bind,connect,sendto,sendmsg,sendmmsg', '-o', file],
];

/** Calls, by what they reached. */
export interface SocketCalls {
  /** Calls with an address on this machine. */
  loopback: string[];
  /** Any other call that names an address, or makes a socket of another kind than for this machine. */
  others: string[];
}

/** @param file what `noteSockets` noted. */
export async function socketCalls(file: string): Promise<SocketCalls> {
  const lines = (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => /\b(socket|bind|connect|send\w+)\(/.test(line));
  const calls: SocketCalls = { loopback: [], others: [] };
  for (const line of lines) {
    const family = /AF_\w+/.exec(line)?.[0];
    // Between processes of this machine, and questions to its own kernel; what is sent on an open socket names no address.
    if (family === undefined || family === 'AF_UNIX' || family === 'AF_NETLINK') continue;
    // A socket alone reaches nobody before it is bound or connected.
    if (/\bsocket\(AF_INET6?, SOCK_STREAM/.test(line)) continue;
    const isLoopback = /inet_addr\("127\.|"::1"/.test(line);
    calls[isLoopback ? 'loopback' : 'others'].push(line);
  }
  return calls;
}
