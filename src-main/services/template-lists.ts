/** The two lists of templates, read in a thread: a published one has 16 million lines. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import {
  parseTemplatePairs,
  parseTemplates,
  type TemplatePairs,
  type TemplateRows,
} from '../../src-shared/recognition/index.ts';
import { workInThread } from './work-thread.ts';

/** The files and the folder of photos, by their paths. */
export interface TemplateFiles {
  templates: string;
  list: string;
  images: string;
}

/** What the lists say. */
export interface TemplateSet {
  rows: TemplateRows;
  pairs: TemplatePairs;
  /** Of the photos below their folder, a line each: hundreds of thousands of strings take long from thread to thread. */
  names: string;
}

/**
 * Reads both lists in a thread, and looks for the photos.
 * @throws TammesError that names file and line if a list is wrong, 'list-incomplete' if photos are not in the folder, or 'work-cancelled'.
 */
export function readTemplates(files: TemplateFiles, signal?: AbortSignal): Promise<TemplateSet> {
  const folder = resolve(files.images);
  return workInThread<TemplateSet>('templates-worker', { ...files, folder }, { signal });
}

/** The same in this thread. */
export async function parseTemplateFiles({ templates, list, images }: TemplateFiles): Promise<TemplateSet> {
  const { names, ...rows } = parseTemplates(await textOf(templates), basename(templates));
  const pairs = parseTemplatePairs(await textOf(list), basename(list), rows.numbers);
  const folder = resolve(images);
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  const [photo] = missing;
  if (photo === undefined) return { rows, pairs, names: names.join('\n') };
  throw new TammesError('list-incomplete', { folder, photo, missing: missing.length, of: names.length });
}

const textOf = (path: string) =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path }, { cause });
  });

/** The memory that a set is handed over with, rather than copied. */
export const buffersOf = ({ rows, pairs }: TemplateSet): ArrayBuffer[] =>
  [rows.photo, rows.template, rows.medium, rows.numbers, pairs.a, pairs.b, pairs.same].map(
    ({ buffer }) => buffer,
  );
