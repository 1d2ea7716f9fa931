import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Whether Electron's window can open here, and if not, why and what would help. */
export function electronStatus(): { available: boolean; reason: string } {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  const installed = existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8')));
  if (!installed) {
    return {
      available: false,
      reason: "Electron's runtime is not downloaded. On a machine with network run: npx install-electron",
    };
  }
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!screen) return { available: false, reason: 'There is no display. Use the browser: npx tammes serve' };
  return { available: true, reason: '' };
}
