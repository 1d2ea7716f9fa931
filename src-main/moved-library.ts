/**
 * What a moved library leaves at its old place: a note that says where it is now. The note counts only if the library there has its
 * number, so that one that was written for a move that did not end means nothing.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const movedTo = z.object({ id: z.uuid(), to: z.string() });
/** All moves of a library, the last one last. */
const movedFrom = z.array(z.object({ id: z.uuid(), from: z.string() }));

/** The note at the old place, and its counterpart in the library, which stays at old places, too. */
export const moveFiles = { to: 'moved-to.json', from: 'moved-from.json' } as const;

/** Where the library of a folder lies now; null: it was not moved away. */
export function placeAfterMove(folder: string): string | null {
  const place = followMoves(folder);
  return place === folder ? null : place;
}

/** Follows moves, one after another, to where the library is now. @returns the folder itself if it was not moved away. */
export function followMoves(folder: string): string {
  let place = folder;
  const known = new Set<string>();
  for (let next: string | null = folder; next !== null && !known.has(next); next = nextPlace(next)) {
    known.add(next);
    place = next;
  }
  return existsSync(join(place, 'library.db')) ? place : folder;
}

/** Where a library was moved from a folder; null: nowhere. */
function nextPlace(folder: string): string | null {
  const note = read(folder, moveFiles.to, movedTo);
  if (note === null) return null;
  const moves = read(note.to, moveFiles.from, movedFrom) ?? [];
  return moves.some(({ id }) => id === note.id) ? note.to : null;
}

/** The old place of a library that was moved; null: there is none, or something else lies there by now. */
export function placeBeforeMove(folder: string): string | null {
  const last = read(folder, moveFiles.from, movedFrom)?.at(-1);
  return last !== undefined && nextPlace(last.from) === folder ? last.from : null;
}

/** Begins a move: writes the note at the old place, which counts once the library lies at the new one. @returns where it is copied to. */
export function beginMove(from: string, to: string): string {
  const id = randomUUID();
  writeFileSync(join(from, moveFiles.to), JSON.stringify({ id, to }), { mode: 0o600, flush: true });
  return stagedAt({ id, to });
}

/** Says in the copy where it comes from: with its name it becomes the library. */
export function markCopy(staged: string, from: string): void {
  const { id } = read(from, moveFiles.to, movedTo)!;
  const moves = [...(read(from, moveFiles.from, movedFrom) ?? []), { id, from }];
  writeFileSync(join(staged, moveFiles.from), JSON.stringify(moves), { mode: 0o600, flush: true });
}

/** Where a move that began and did not end has left its copy; null: there is none. */
export function unfinishedCopy(from: string): string | null {
  const note = read(from, moveFiles.to, movedTo);
  return note === null || nextPlace(from) !== null ? null : stagedAt(note);
}

const stagedAt = ({ id, to }: z.infer<typeof movedTo>) => join(dirname(to), `${basename(to)}-${id}.tmp`);

/** Takes the note back: nothing was moved. */
export function forgetMove(from: string): void {
  rmSync(join(from, moveFiles.to), { force: true });
}

function read<T>(folder: string, file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch {
    return null;
  }
}
