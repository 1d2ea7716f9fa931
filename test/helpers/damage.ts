/** Damages libraries as disks and other programs do. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Changes the database of a closed library without its triggers, so that no checksum follows. */
export function damageRows(library: string, sql: string): void {
  const db = new DatabaseSync(join(library, 'library.db'));
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  for (const trigger of triggers) db.exec(String(trigger.sql));
  db.close();
}

/** Flips the lowest bit of a byte that lies `at` bytes behind the beginning of some that occur in a file. */
export function flipBit(path: string, bytes: Uint8Array | string, at = 0): void {
  const content = readFileSync(path);
  const place = content.indexOf(bytes as string);
  if (place < 0) throw new Error(`${path} does not hold these bytes.`);
  content[place + at]! ^= 1;
  writeFileSync(path, content);
}

/** Overwrites the page in which some bytes first occur. */
export function wipePage(path: string, bytes: Uint8Array | string): void {
  const content = readFileSync(path);
  const place = content.indexOf(bytes as string);
  if (place < 0) throw new Error(`${path} does not hold these bytes.`);
  const page = place - (place % 4096);
  content.fill(0, page, page + 4096);
  writeFileSync(path, content);
}
