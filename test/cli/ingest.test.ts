import { chmod, cp, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { labelledFaces } from '../../src-main/store/labelled-faces.ts';
import { openStore } from '../../src-main/store/store.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';

const odd = fileURLToPath(new URL('../fixtures/photos/', import.meta.url));

/** What a library holds, without ids and times. */
function contents(library: string) {
  const store = openStore(library);
  const faces = labelledFaces(store.db).map(({ name, feature }) => ({ name, feature }));
  const photos = store.db.prepare('SELECT path, hash, naming, code FROM places ORDER BY path').all();
  store.close();
  return { faces, photos };
}

describe('tammes ingest', () => {
  test('again reports exactly what was renamed, moved, deleted, restored, touched and replaced', async () => {
    const folder = await someDemoPeople(['s01', 's05'], [1, 2, 3]);
    const library = await temporaryFolder();
    const at = (...parts: string[]) => join(folder, ...parts);
    const ingest = async () => {
      const { code, stdout } = await tammes(['ingest', folder, '--library', library, '--json']);
      expect(code).toBe(0);
      const { files, changes, read } = JSON.parse(stdout);
      const name = (path?: string) => path?.slice(folder.length + 1);
      return {
        read,
        unchanged: changes.unchanged,
        files: files.map((file: { kind: string; path: string; from?: string }) =>
          [file.kind, name(file.path), name(file.from)].filter((part) => part !== undefined).join(' '),
        ),
      };
    };
    expect(await ingest()).toEqual({ read: 6, unchanged: 0, files: [] });
    const kept = join(await temporaryFolder(), 'kept.png');
    await rename(at('s01', '01.png'), at('s01', 'renamed.png'));
    await rename(at('s01', '02.png'), at('s05', 'moved.png'));
    await rename(at('s01', '03.png'), kept);
    await utimes(at('s05', '01.png'), 1e9, 1e9);
    await cp(join(orlFolder, 's09', '01.png'), at('s05', '02.png'));
    expect(await ingest()).toEqual({
      read: 1,
      unchanged: 1,
      files: [
        'moved s01/renamed.png s01/01.png',
        'touched s05/01.png',
        'replaced s05/02.png',
        'moved s05/moved.png s01/02.png',
        'missing s01/03.png',
      ],
    });
    await rename(kept, at('s01', '03.png'));
    expect(await ingest()).toEqual({ read: 0, unchanged: 5, files: ['restored s01/03.png'] });
    expect(await ingest()).toEqual({ read: 0, unchanged: 6, files: [] });
  }, 180_000);

  test('a scan that is killed continues and ends with the same library, without reading a photo twice', async () => {
    const folder = await someDemoPeople(['s01', 's05', 's11', 's12'], [1, 2, 3, 4, 5, 6]);
    const [whole, library] = [await temporaryFolder(), await temporaryFolder()];
    const undisturbed = await tammes(['ingest', folder, '--library', whole, '--json']);
    expect(JSON.parse(undisturbed.stdout)).toMatchObject({
      photos: 24,
      faces: 24,
      people: 4,
      failures: [],
      complete: true,
    });
    const killed = await tammes(['ingest', folder, '--library', library], {
      onStderr: (text, kill) => {
        if (/ ([7-9]|1[0-9])\/24/.test(text)) kill();
      },
    });
    expect(killed.code).toBeNull();
    const before = contents(library).photos.length;
    expect(before).toBeGreaterThan(5);
    expect(before).toBeLessThan(24);
    const { stdout } = await tammes(['ingest', folder, '--library', library, '--json']);
    const result = JSON.parse(stdout);
    expect(result.alreadyDone).toBe(before);
    expect(result.read).toBe(24 - before);
    expect(contents(library)).toEqual(contents(whole));
  });

  test('each bad file is reported by name, a person with one photo is kept, and nothing else is disturbed', async () => {
    const folder = await someDemoPeople(['s01', 's05'], [1, 2, 3]);
    await mkdir(join(folder, 'Single'));
    await cp(join(odd, 'progressive.jpg'), join(folder, 'Single', 'only.jpg'));
    const bad = ['empty.jpg', 'text.jpg', 'truncated.jpg', 'bomb-20000x20000.png', 'no-face.jpg'];
    for (const name of bad) await cp(join(odd, name), join(folder, 's01', name));
    const closed = join(folder, 'closed');
    await mkdir(closed);
    await writeFile(join(closed, 'hidden.png'), 'x');
    await chmod(folder, 0o755);
    const library = await temporaryFolder();
    await chmod(library, 0o777);
    await chmod(closed, 0o000);
    // Root reads everything: as root the command runs as nobody.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    await chmod(join(folder, '..'), 0o755);
    const { code, stdout, stderr } = await tammes(
      ['ingest', folder, '--library', library, '--json'],
      uid === undefined ? {} : { uid },
    );
    await chmod(closed, 0o755);
    expect(stderr).not.toContain('internal');
    expect(code).toBe(0);
    const { failures, photos, people } = JSON.parse(stdout);
    const named = failures.map(({ path, code }: { path: string; code: string }) => [
      path.split('/').at(-1),
      code,
    ]);
    expect(new Map(named)).toEqual(
      new Map([
        ['empty.jpg', 'file-empty'],
        ['text.jpg', 'not-an-image'],
        ['truncated.jpg', 'image-damaged'],
        ['bomb-20000x20000.png', 'image-too-large'],
        ['no-face.jpg', 'no-face'],
        ['closed', 'folder-unreadable'],
      ]),
    );
    expect({ photos, people }).toEqual({ photos: 7, people: 3 });
    // Opened since, the folder is no longer reported; what lies in it is.
    const again = await tammes(
      ['ingest', folder, '--library', library, '--json'],
      uid === undefined ? {} : { uid },
    );
    const later = JSON.parse(again.stdout).failures.map(({ path }: { path: string }) =>
      path.split('/').at(-1),
    );
    expect(later).toContain('hidden.png');
    expect(later).not.toContain('closed');
    const train = await tammes(
      ['train', '--loss', 'arcface', '--epochs', '2', '--library', library, '--json'],
      uid === undefined ? {} : { uid },
    );
    expect(train.code).toBe(0);
  });

  test('of the odd files ends with a line for each: read, or why not', async () => {
    const library = await temporaryFolder();
    const { code, stdout } = await tammes(['ingest', odd, '--library', library, '--files']);
    expect(code).toBe(0);
    for (const name of await readdir(odd)) {
      if (name === 'README.md') continue;
      const line = stdout.split('\n').find((text) => text.includes(name));
      expect(line, name).toMatch(/^(Added: .*, 1 face$|Copied: |Failed: .*, [a-z-]+$)/);
    }
    expect(stdout).toContain('Photos: 25 added, 0 unchanged, 2 copied, 12 skipped.');
    const again = await tammes(['ingest', odd, '--library', library]);
    expect(again.stdout).toContain('Photos: 0 added, 27 unchanged, 12 skipped.');
  }, 300_000);

  test('--dry-run says what would be read and who is on it, and makes no library', async () => {
    const folder = await someDemoPeople(['s01'], [1]);
    await cp(join(odd, 'xmp-mwg-region.jpg'), join(folder, 'Holidays', 'x.jpg'), { recursive: true });
    await mkdir(join(folder, 'empty'));
    await writeFile(join(folder, 'names.csv'), 's01/01.png,Ada Lovelace');
    const library = join(await temporaryFolder(), 'none');
    const args = ['ingest', folder, '--library', library, '--dry-run', '--labels', join(folder, 'names.csv')];
    const { code, stdout } = await tammes(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/x\.jpg +new +Barack Obama +xmp/);
    expect(stdout).toMatch(/01\.png +new +Ada Lovelace +csv/);
    expect(stdout).toContain('2 of 2 files would be read. 2 people are named.');
    await expect(readdir(library)).rejects.toThrow('ENOENT');
  });

  test('with a table that cannot be used ends with 2 and names the line', async () => {
    const folder = await someDemoPeople(['s01'], [1]);
    await writeFile(join(folder, 'labels.csv'), 's01/01.png');
    const { code, stderr } = await tammes(['ingest', folder, '--library', await temporaryFolder()]);
    expect(code).toBe(2);
    expect(stderr).toContain('line 1 lacks a photo or a person');
    await rm(folder, { recursive: true });
  });
});

describe('the detector', () => {
  test('is stored with the library, and photos that another detector has read are searched again on request', async () => {
    const folder = await someDemoPeople(['s01', 's05'], [1]);
    const library = await temporaryFolder();
    const run = async (...args: string[]) => {
      const { code, stdout } = await tammes([...args, '--library', library, '--json']);
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    expect(await run('ingest', folder)).toMatchObject({ detector: 'ssd', byOtherDetector: 0, faces: 2 });
    expect(await run('ingest', folder, '--detector', 'tiny')).toMatchObject({
      detector: 'tiny',
      byOtherDetector: 2,
      read: 0,
    });
    const { reread, kept } = await run('reread');
    expect(reread + kept).toBe(2);
    expect(reread).toBeGreaterThan(0);
    expect(await run('ingest', folder)).toMatchObject({ detector: 'tiny', byOtherDetector: kept });
    const { code } = await tammes(['ingest', folder, '--library', library, '--detector', 'none']);
    expect(code).toBe(2);
  }, 180_000);
});
