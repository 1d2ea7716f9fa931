import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeRecord } from '../../src-main/services/privacy-record.ts';
import { openStore } from '../../src-main/store/store.ts';
import { dayOf } from '../../src-shared/days.ts';
import { recordHtml, recordParts } from '../../src-shared/privacy-record.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { openWindow } from '../helpers/window.ts';

const { call, read, library } = await openWindow();

describe('the record of processing', () => {
  beforeAll(async () => {
    await read(await someDemoPeople(['s01', 's02'], [1, 2]));
    const [person] = await call('people.list', undefined);
    const consent = { note: 'signed', given: null, until: '2020-01-01' };
    await call('people.update', { personId: person!.id, consent });
    const { faces } = await call('library.faces', { personId: person!.id });
    await call('people.moveFaces', { faceIds: [faces[0]!.id], to: null });
  });

  test('counts what is there, and says what nobody has written yet', async () => {
    expect(await call('privacy.record', undefined)).toMatchObject({
      at: dayOf(new Date()),
      library,
      people: 2,
      photos: 4,
      faces: 4,
      strangers: 1,
      heads: 0,
      backups: 0,
      consents: { noted: 1, soon: 0, ended: 1 },
      purposes: null,
      controller: null,
    });
  });

  test('keeps what people write, with undo, as text and never as tags', async () => {
    const purposes = 'Our club’s <b>yearbook</b>\nand nothing else';
    const { entryId } = await call('privacy.setTexts', { purposes });
    expect((await call('privacy.setTexts', { purposes })).entryId).toBeNull();
    const record = await call('privacy.record', undefined);
    expect(record).toMatchObject({ purposes, controller: null });
    expect(recordHtml(record, 'en')).toContain('Our club’s &lt;b&gt;yearbook&lt;/b&gt;<br>and nothing else');
    await call('journal.undo', { entryId: entryId! });
    expect((await call('privacy.record', undefined)).purposes).toBeNull();
  });

  test('says the same in both languages, and that Tammes encrypts nothing', async () => {
    const record = await call('privacy.record', undefined);
    const texts = recordParts(record).flatMap(({ title, lines }) => [title, ...lines]);
    for (const { en, ja } of texts) expect([en, ja].every((text) => text.length > 1)).toBe(true);
    expect(recordHtml(record, 'en')).toContain('not encrypted by Tammes');
    expect(recordHtml(record, 'ja')).toContain('Tammes では暗号化していません');
  });

  test('says that a gallery is shared, and by which connection', async () => {
    const record = await call('privacy.record', undefined);
    expect(record.shared).toBeNull();
    expect(recordHtml(record, 'en')).not.toContain('other libraries');
    const shared = { name: 'anna@db.example:5432/people', connection: 'clear' } as const;
    const html = (language: 'en' | 'ja') => recordHtml({ ...record, shared }, language);
    expect(html('en')).toMatch(/shares a gallery with other libraries.*anna@db\.example.*not encrypted/);
    expect(html('ja')).toMatch(/暗号化していない接続で.*anna@db\.example.*共有/);
  });

  test('is written for its owner alone, and over nothing', async () => {
    const path = join(await temporaryFolder(), 'record.html');
    const store = openStore(library);
    try {
      await writeRecord(store, path, 'ja');
      const before = await readFile(path, 'utf8');
      expect(before).toContain('<html lang="ja">');
      if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
      await expect(writeRecord(store, path, 'en')).rejects.toMatchObject({ problem: 'file-there' });
      expect(await readFile(path, 'utf8')).toBe(before);
      await expect(writeRecord(store, join(path, 'x.html'), 'en')).rejects.toMatchObject({
        problem: 'file-not-written',
      });
    } finally {
      store.close();
    }
  });
});
