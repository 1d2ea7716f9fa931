/** What electron-builder asks in the end: checksums of what it has made, which `sha256sum --check` reads. */
import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BuildResult } from 'electron-builder';

/** Writes SHA256SUMS beside the artifacts. @returns its path, as one more of them. */
export default async function writeChecksums({ outDir, artifactPaths }: BuildResult): Promise<string[]> {
  if (artifactPaths.length === 0) return [];
  const lines = [];
  for (const path of [...artifactPaths].sort()) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    lines.push(`${hash.digest('hex')}  ${basename(path)}\n`);
  }
  const file = join(outDir, 'SHA256SUMS');
  writeFileSync(file, lines.join(''));
  return [file];
}
