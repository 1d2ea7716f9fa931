import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../../src-main/services/backups.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { hasCiphers } from '../helpers/ciphers.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

describe.skipIf(!hasCiphers)('tammes encrypt', () => {
  let [folder, library, first, second, key] = ['', '', '', '', ''];
  const said: string[] = [];
  const run = async (args: string[], passphraseFile?: string) => {
    const result = await tammes([...args, '--library', library], {
      env: passphraseFile === undefined ? {} : { TAMMES_PASSPHRASE_FILE: passphraseFile },
    });
    said.push(result.stdout, result.stderr);
    return result;
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    library = join(folder, 'library');
    await mkdir(library);
    const store = await madeUpLibrary(library, 3, 2);
    backUp(store);
    store.close();
    [first, second, key] = ['first', 'second', 'key'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(first, 'the first passphrase\n');
    await writeFile(second, 'the second passphrase\r\n');
  });

  test('says which copies in clear would go, and encrypts when that is meant', async () => {
    const preview = await run(['encrypt', '--passphrase-file', first]);
    expect(preview).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Would go: 1 copy of the library'),
    });
    expect((await readFile(join(library, 'library.db'))).subarray(0, 15).toString()).toBe('SQLite format 3');
    const { code, stdout } = await run(['encrypt', '--passphrase-file', first, '--yes', '--json']);
    expect(code).toBe(0);
    const { recoveryKey } = JSON.parse(stdout) as { recoveryKey: string };
    expect(recoveryKey).toMatch(/^(\w{6}-){5}\w{6}$/);
    said.pop();
    said.pop();
    await writeFile(key, recoveryKey);
    expect(await readdir(join(library, 'backups'))).toEqual([]);
    expect((await run(['encrypt', '--passphrase-file', first])).stderr).toContain('is encrypted already');
  });

  test('lets commands in with the passphrase alone', async () => {
    const list = ['people', '--json'];
    expect((await run(list)).stderr).toContain('There is no passphrase, and nobody to ask for it.');
    expect(await run(list, second)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('This is not the passphrase'),
    });
    expect(JSON.parse((await run(list, first)).stdout)).toHaveLength(3);
    const doctor = await run(['doctor', '--json'], first);
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      healthy: true,
      encryption: { available: true, library: 'encrypted' },
    });
  }, 300_000);

  test('changes the passphrase, and sets one by the recovery key', async () => {
    const change = ['encrypt', '--change', '--passphrase-file', first, '--new-passphrase-file', second];
    expect((await run(change)).code).toBe(0);
    expect((await run(['people'], first)).code).toBe(2);
    expect((await run(['people'], second)).code).toBe(0);
    const recover = ['encrypt', '--recover', '--recovery-key-file', key, '--new-passphrase-file', first];
    expect((await run(recover)).code).toBe(0);
    expect((await run(['people'], first)).code).toBe(0);
    expect((await run(['encrypt', '--off', '--change'])).code).toBe(2);
  }, 300_000);

  test('stores the library in clear again', async () => {
    expect((await run(['encrypt', '--off', '--passphrase-file', first])).code).toBe(0);
    expect((await run(['people'])).stdout).toContain('person 1');
    expect((await run(['encrypt', '--off'])).stderr).toContain('is not encrypted');
  }, 300_000);

  test('never says a passphrase or a key', async () => {
    const secrets = ['the first passphrase', 'the second passphrase', await readFile(key, 'utf8')];
    for (const secret of secrets) expect(said.filter((text) => text.includes(secret))).toEqual([]);
  });
});
