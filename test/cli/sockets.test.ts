/** Nothing leaves the machine: the command line opens no socket, and the web host only one that this machine alone can reach. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { hasStrace, noteSockets, socketCalls } from '../helpers/strace.ts';

const entry = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

/** A command under strace. @param onOutput may end it. @returns its sockets. */
async function sockets(args: string[], onOutput: (text: string, end: () => void) => void = () => {}) {
  const file = join(await temporaryFolder(), 'sockets');
  const [program, ...others] = [...noteSockets(file), process.execPath, entry, ...args];
  const child = spawn(program!, others, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
    // strace hands no signal on: the command hears it as from a terminal.
    onOutput(output, () => process.kill(-child.pid!, 'SIGINT'));
  });
  const [code] = await once(child, 'close');
  return { code, output, ...(await socketCalls(file)) };
}

describe.skipIf(!hasStrace)('under strace', () => {
  test('a connection is noticed, and told apart from one that leaves the machine', async () => {
    const file = join(await temporaryFolder(), 'sockets');
    const code = `require('node:net').connect(9, '127.0.0.1').on('error', () => {})`;
    const [program, ...others] = [...noteSockets(file), process.execPath, '-e', code];
    await once(spawn(program!, others), 'close');
    expect(await socketCalls(file)).toEqual({
      loopback: [expect.stringMatching(/connect\(.*htons\(9\)/)],
      others: [],
    });
    const elsewhere = (await readFile(file, 'utf8')).replace('127.0.0.1', '192.0.2.1');
    await writeFile(file, elsewhere);
    expect(await socketCalls(file)).toMatchObject({
      loopback: [],
      others: [expect.stringContaining('192.0.2.1')],
    });
  });

  test('reading photos, training and recognising open no socket', { timeout: 180_000 }, async () => {
    const library = ['--library', await temporaryFolder()];
    const photos = await someDemoPeople(['s01', 's02'], [1, 2]);
    const commands = [
      ['ingest', photos, ...library],
      ['train', '--loss', 'arcface', '--epochs', '1', '--backend', 'wasm', ...library],
      ['match', join(photos, 's01', '01.png'), ...library],
    ];
    for (const command of commands) {
      const { code, loopback, others } = await sockets(command);
      expect({ command: command[0], code, loopback, others }).toEqual({
        command: command[0],
        code: 0,
        loopback: [],
        others: [],
      });
    }
  });

  test.each([
    ['the web host', ['serve']],
    ['the interface for programs', ['serve', '--api']],
  ])('%s listens on 127.0.0.1 and on nothing else', { timeout: 180_000 }, async (_, command) => {
    const { output, loopback, others } = await sockets(
      [...command, '--library', await temporaryFolder()],
      (text, end) => {
        if (text.includes('Ctrl+C')) end();
      },
    );
    const port = /127\.0\.0\.1:(\d+)/.exec(output)![1];
    expect(others).toEqual([]);
    expect(loopback.map((line) => /\b(\w+)\(/.exec(line)![1])).toEqual(['bind']);
    // Any free port was asked for.
    expect(loopback[0]).toMatch(
      new RegExp(`htons\\((0|${port})\\), sin_addr=inet_addr\\("127\\.0\\.0\\.1"\\)`),
    );
  });
});
