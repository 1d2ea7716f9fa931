/** `npm start`: the desktop window if Electron can open one, else the browser. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { electronStatus } from './electron-status.ts';

const { available, reason } = electronStatus();
const args = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));

if (!available) process.stdout.write(`No desktop window: ${reason}\n`);
const child = available
  ? spawn(String(createRequire(import.meta.url)('electron')), [root, ...args], { stdio: 'inherit' })
  : spawn(process.execPath, [fileURLToPath(new URL('cli/main.ts', import.meta.url)), 'serve', ...args], {
      stdio: 'inherit',
    });
// The child hears Ctrl+C itself and ends in order.
process.on('SIGINT', () => {});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
