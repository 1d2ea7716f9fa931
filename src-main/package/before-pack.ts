/** What electron-builder asks before it packs: whether this may become something that is handed out. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { root } from '../app-files.ts';

/** Marks a folder that only stands in for Electron's: see test/package/stand-in.ts. What is made with it hands out nothing. */
export const standInMark = 'STAND-IN';

/** The places of package.json whose addresses nobody owns: `.example` is kept for placeholders (RFC 2606). */
export function placeholders({
  homepage,
  author,
}: {
  homepage: string;
  author: { email: string };
}): string[] {
  const places = Object.entries({ homepage, 'author.email': author.email });
  return places.filter(([, value]) => /\.example(\/|$)/.test(value)).map(([place]) => place);
}

/**
 * Installers and archives name whom to ask. A folder to try (`dir`) does not.
 * @throws Error that names the placeholders.
 */
export default function refusePlaceholders({ packager, targets }: AfterPackContext): void {
  const { electronDist } = packager.config;
  if (typeof electronDist === 'string' && existsSync(join(electronDist, standInMark))) return;
  const names = targets.map(({ name }) => name).filter((name) => name !== 'dir');
  const left = placeholders(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  if (names.length === 0 || left.length === 0) return;
  throw new Error(
    `package.json: ${left.join(' and ')} ${left.length === 1 ? 'is a placeholder' : 'are placeholders'} (.example), ` +
      `which ${names.join(', ')} would hand out. Write the real ones, or build a folder to try with: npm run package -- --dir`,
  );
}
