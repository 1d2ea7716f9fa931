/** The names of somebody who is to be forgotten, and where they stand: in names, paths and texts. */
import { basename, extname } from 'node:path';
import { folderNameOf } from '../labels/folder-names.ts';
import { type NamedFace, personName } from '../labels/naming.ts';
import { nameOf } from './people.ts';
import type { Database } from './sql.ts';

export interface PersonNames {
  name: string;
  /** Names in files that mean the person, too. */
  others: string[];
  isName(name: string): boolean;
  /** Whether a folder of the path, or the file, bears a name: as a whole, or with a number after it. */
  isInPath(path: string): boolean;
  /** Whether a folder of the path is one that an export made for a name, with other letters where a file system forbids some. */
  isInExport(path: string): boolean;
  /** Whether a text has a name as whole words. */
  isInText(text: string): boolean;
}

/** @throws TammesError 'person-gone' */
export function namesOfPerson(db: Database, personId: number): PersonNames {
  const name = nameOf(db, personId);
  const others = db
    .prepare(
      'SELECT name FROM aliases WHERE person_id = ? AND name NOT IN (SELECT name FROM people) ORDER BY name',
    )
    .all(personId)
    .map((row) => String(row.name));
  const all = new Set([name, ...others].map(plain));
  const isName = (text: string) => all.has(plain(text));
  const folders = new Set([name, ...others].map(folderNameOf));
  const inText = [...all].map(asWords);
  return {
    name,
    others,
    isName,
    isInPath: (path) =>
      path.split(/[/\\]/).some((part) => {
        const stem = basename(part, extname(part));
        return [part, stem, stem.replace(/[\s_-]*\d+$/, '')].some(isName);
      }),
    isInExport: (path) => path.split(/[/\\]/).some((part) => folders.has(part.replace(/ \(\d+\)$/, ''))),
    isInText: (text) => inText.some((words) => words.test(plain(text))),
  };
}

/** Of what a source says of a photo, what is not of the person; null: nothing is left. */
export function withoutName(faces: readonly NamedFace[], names: PersonNames): NamedFace[] | null {
  const kept = faces.filter(({ name }) => !names.isName(name));
  return kept.length === 0 ? null : kept;
}

/** Upper and lower case, underscores and spaces alike. */
const plain = (text: string) => personName(text.replaceAll('_', ' ')).toLowerCase();

/** Scripts that put no spaces between words have a name wherever it stands. */
const ofWords = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]`;

function asWords(name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const [first, last] = [/^./u.exec(name)?.[0] ?? '', /.$/u.exec(name)?.[0] ?? ''];
  const isOfWords = new RegExp(ofWords, 'u');
  const before = isOfWords.test(first) ? `(?<!${ofWords})` : '';
  const after = isOfWords.test(last) ? `(?!${ofWords})` : '';
  return new RegExp(before + literal + after, 'u');
}
