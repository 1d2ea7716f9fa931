/** Short files and functions: what does not fit on two screens has more than one job. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../src-main/app-files.ts';

const longestFile = 300;
const longestFunction = 80;

/** May be as long as they have to be: kernels are unrolled by hand, messages and problems are tables. */
const exempt = [
  'src-main/compute/wasm/kernels/',
  'src-renderer/app/messages/',
  'src-shared/errors/en.ts',
  'src-shared/errors/ja.ts',
  'src-shared/errors/problems.ts',
];

const files = ['src-main', 'src-renderer', 'src-shared']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'))
  .filter((file) => !exempt.some((start) => file.startsWith(start)))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** The functions of a file that are too long, with their names. */
function longFunctions({ file, text }: { file: string; text: string }): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
    if (ts.isFunctionLike(node) && 'body' in node && lines > longestFunction) {
      found.push(`${file} ${node.name?.getText() ?? `in line ${lineOf(node.getStart()) + 1}`}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test(`no source file has more than ${longestFile} lines`, () => {
  expect(files.length).toBeGreaterThan(300);
  const long = files.filter(({ text }) => text.split('\n').length - 1 > longestFile);
  expect(long.map(({ file }) => file)).toEqual([]);
});

test(`no function has more than ${longestFunction} lines`, () => {
  expect(files.flatMap(longFunctions)).toEqual([]);
});
