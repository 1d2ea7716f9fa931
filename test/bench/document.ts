/** Documents with a part that is written by the bench, between two comments. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Header } from './results.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');

/** @throws Error if the document has no such part. */
export function withBlock(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: written by npm run bench -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no part ${name}: put ${start} and ${end} around it.`);
  return `${text.slice(0, from)}${start}\n\n${content.trim()}\n\n${text.slice(to)}`;
}

/** @param content empty if there is no result. */
export async function rewriteBlock(document: string, name: string, content: string): Promise<void> {
  const path = join(docs, document);
  const text = content || 'Nothing has been measured yet.';
  await writeFile(path, withBlock(await readFile(path, 'utf8'), name, text));
}

/** What a figure is of, for people. */
export function measuredAt({ commit, at }: Header): string {
  return `commit ${commit ?? 'unknown'}, ${at.slice(0, 10)}`;
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

/**
 * A table in Markdown; the first row is the heading.
 * @param align of the columns after the first.
 */
export function markdownTable(
  rows: readonly (readonly string[])[],
  align: 'left' | 'right' = 'right',
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [heading, ...rest] = rows;
  const rule = heading!.map((_, i) => (i === 0 || align === 'left' ? '---' : '--:'));
  return [heading!, rule, ...rest].map(line).join('\n');
}
