import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { followMoves } from '../../src-main/moved-library.ts';
import { checkLibrary } from '../../src-main/services/health.ts';
import { openServices } from '../../src-main/services/index.ts';
import { moveTo, planMove } from '../../src-main/services/move-library.ts';
import { stateOf } from '../../src-main/store/seals.ts';
import { openStore } from '../../src-main/store/store.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

let [folder, from, to] = ['', '', ''];
const move = async (a = from, b = to) => moveTo(await planMove(a, b));

function stateIn(library: string): string {
  const store = openStore(library);
  try {
    return stateOf(store.db);
  } finally {
    store.close();
  }
}

describe('moving a library', () => {
  let state = '';
  beforeEach(async () => {
    folder = await temporaryFolder();
    [from, to] = [join(folder, 'old'), join(folder, 'new', 'place')];
    (await madeUpLibrary(from, 3, 2)).close();
    await mkdir(join(from, 'runs', '1'));
    await writeFile(join(from, 'runs', '1', 'history.jsonl'), 'lines');
    await writeFile(join(from, 'holiday.jpg'), 'not Tammes’');
    state = stateIn(from);
  });

  test('takes all that is Tammes’ to the new place, and nothing else', async () => {
    await move();
    expect(stateIn(to)).toBe(state);
    expect((await checkLibrary(to, true)).faults).toEqual([]);
    expect(await readFile(join(to, 'runs', '1', 'history.jsonl'), 'utf8')).toBe('lines');
    expect(readdirSync(from).sort()).toEqual(['holiday.jpg', 'moved-to.json']);
    expect(readdirSync(join(folder, 'new'))).toEqual(['place']);
  });

  test('leaves a note by which the library is found, and no new one is begun in its old place', async () => {
    await move();
    expect(followMoves(from)).toBe(to);
    expect(() => openStore(from)).toThrow(/was moved to/);
    const third = join(folder, 'third');
    await move(to, third);
    expect(followMoves(from)).toBe(third);
    // And back to where it was: only the note is there.
    await move(third, to);
    expect(stateIn(to)).toBe(state);
    expect(followMoves(from)).toBe(to);
  });

  test('is refused for what exists, for the library’s own folder, and while somebody has it open', async () => {
    await mkdir(to, { recursive: true });
    await expect(planMove(from, to)).rejects.toMatchObject({ problem: 'folder-there' });
    await expect(planMove(from, join(from, 'holiday.jpg'))).rejects.toMatchObject({
      problem: 'folder-there',
    });
    await expect(planMove(from, join(from, 'below'))).rejects.toMatchObject({ problem: 'target-inside' });
    await expect(planMove(to, join(folder, 'x'))).rejects.toMatchObject({ problem: 'library-absent' });
    const store = openStore(from);
    store.db.prepare('SELECT 1 FROM people').get();
    try {
      await expect(move(from, join(folder, 'busy'))).rejects.toMatchObject({ problem: 'library-busy' });
    } finally {
      store.close();
    }
    expect(stateIn(from)).toBe(state);
    expect(existsSync(join(folder, 'busy'))).toBe(false);
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'leaves the old library as it is if the new place cannot be written to',
    async () => {
      const closed = join(folder, 'closed');
      await mkdir(closed);
      await chmod(closed, 0o500);
      await expect(move(from, join(closed, 'new'))).rejects.toThrow();
      await chmod(closed, 0o700);
      expect(stateIn(from)).toBe(state);
      expect(readdirSync(closed)).toEqual([]);
    },
  );

  test('a note of a move that did not end means nothing, and goes with its copy', async () => {
    await writeFile(
      join(from, 'moved-to.json'),
      JSON.stringify({ id: '00000000-0000-4000-8000-000000000000', to }),
    );
    const staged = join(folder, 'new', 'place-00000000-0000-4000-8000-000000000000.tmp');
    await mkdir(staged, { recursive: true });
    // A library that has nothing to do with it.
    openStore(to).close();
    expect(followMoves(from)).toBe(from);
    expect(stateIn(from)).toBe(state);
    expect(existsSync(staged)).toBe(false);
    expect(existsSync(join(from, 'moved-to.json'))).toBe(false);
  });

  test('that is killed at any moment leaves one good library, found from the old place', {
    timeout: 240_000,
  }, async () => {
    const child = new URL('../helpers/move-child.ts', import.meta.url);
    for (const delay of [0, 15, 40, 80, 150, 300]) {
      const place = followMoves(from);
      const next = join(folder, `after-${delay}`);
      const mover = fork(child, [place, next], { stdio: 'pipe' });
      await new Promise((resolve) => mover.once('message', resolve));
      await pause(delay);
      mover.kill('SIGKILL');
      if (mover.exitCode === null) await new Promise((resolve) => mover.once('exit', resolve));
      const now = followMoves(from);
      expect([place, next]).toContain(now);
      expect(stateIn(now)).toBe(state);
      expect((await checkLibrary(now, true)).faults).toEqual([]);
      const other = now === place ? next : place;
      expect(existsSync(join(other, 'library.db'))).toBe(false);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
  });

  test('from the window goes on at the new place', { timeout: 60_000 }, async () => {
    const services = await openServices({ library: from, host: 'web' });
    try {
      const refused = services.call('storage.move', { to: from });
      await expect(refused).rejects.toMatchObject({ problem: 'target-inside' });
      expect(await services.call('storage.move', { to })).toEqual({ library: to, restarts: false });
      expect(await services.call('app.info', undefined)).toMatchObject({ library: to });
      expect(((await services.call('people.list', undefined)) as unknown[]).length).toBe(3);
    } finally {
      await services.close();
    }
  });
});
