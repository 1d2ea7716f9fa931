/** A shared gallery in the window, against a real PostgreSQL. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { makeShare } from '../../src-main/gallery/share/schema.ts';
import { initShare, joinShare, publishToShare } from '../../src-main/services/share.ts';
import { pushToShare } from '../../src-main/services/share-sync.ts';
import { parseServer } from '../../src-main/store/gallery-server.ts';
import type { Store } from '../../src-main/store/store.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { Door } from '../helpers/cut-connections.ts';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { goTo, shownSideways } from '../helpers/screens.ts';

const tammes = vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
  return { isOfVersion1: false };
});
// Of version 1, Tammes had the first migration alone: the second does nothing.
vi.mock('../../src-main/gallery/share/corrections-schema.ts', async (original) => {
  const now = await original<typeof import('../../src-main/gallery/share/corrections-schema.ts')>();
  const corrections: typeof now.corrections = (roles) =>
    tammes.isOfVersion1 ? 'SELECT 1' : now.corrections(roles);
  return { ...now, corrections };
});

const browser: Browser | null = await openBrowser();
const minutes = 60_000;

describe.skipIf(browser === null || !hasPostgres)('a shared gallery, in Chromium', () => {
  let app: App;
  let postgres: TestPostgres;
  let door: Door;
  let owner: Store;
  let address: string;
  /** As the gallery's owner. */
  let owned: string;
  const panel = () => app.page.getByRole('region', { name: /^(Shared gallery|共有ギャラリー)$/ });
  const button = (name: string | RegExp) => panel().getByRole('button', { name });
  const dialog = () => app.page.getByRole('dialog');
  const names = async () =>
    ((await app.services.call('people.list', undefined)) as { name: string; bare: number }[]).map(
      ({ name, bare }) => `${name} ${bare}`,
    );

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    door = await Door.start(`${postgres.folder}/.s.PGSQL.5432`);
    const made = await postgres.database('archive');
    owner = await madeUpLibrary(await temporaryFolder(), 3, 2);
    await initShare(owner, made.address);
    await publishToShare(owner, undefined);
    await pushToShare(owner, () => {});
    await made.sql.unsafe("CREATE ROLE anna LOGIN PASSWORD 'secret'; GRANT tammes_enroller_archive TO anna");
    await made.sql.end();
    address = door.through(made.address, 'anna');
    owned = made.address;
    const library = join(await temporaryFolder(), 'library');
    (await madeUpLibrary(library, 0, 0)).close();
    app = await openApp(browser!, undefined, library);
    await goTo(app.page, 'settings');
  }, 4 * minutes);
  afterAll(async () => {
    await app?.close();
    await browser?.close();
    owner?.close();
    door?.cut();
    await postgres?.stop();
  });

  test('is joined by address and password, and says at which field something is wrong', {
    timeout: 4 * minutes,
  }, async () => {
    await button('Join…').click();
    await dialog().getByLabel('Address').fill('db.example');
    await app.page.keyboard.press('Enter');
    const invalid = (label: string) =>
      dialog().getByLabel(label, { exact: true }).getAttribute('aria-invalid');
    await expect.poll(() => invalid('Address'), { timeout: minutes }).toBe('true');
    await dialog().getByLabel('Address').fill(address);
    await dialog().getByLabel('Password', { exact: true }).fill('wrong');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => invalid('Password'), { timeout: minutes }).toBe('true');
    expect(await invalid('Address')).not.toBe('true');
    await app.pictures('share-join');
    expect(await hindrances(app.page)).toEqual([]);
    await dialog().getByLabel('Password', { exact: true }).fill('secret');
    await app.page.keyboard.press('Enter');
    await panel()
      .getByText(/Here are 3 people with 6 faces/)
      .waitFor({ timeout: 2 * minutes });
    await panel()
      .getByText(/may enrol and correct/)
      .waitFor({ timeout: minutes });
    expect(await panel().textContent()).not.toContain('secret');
  });

  test('gives its people to the library, who stay when it is left', { timeout: 4 * minutes }, async () => {
    await button('Keep').click();
    await panel()
      .getByText(/Kept, and compared: 3 people with 6 faces, 6 new/)
      .waitFor({ timeout: 2 * minutes });
    expect(await names()).toEqual(['person 0 2', 'person 1 2', 'person 2 2']);
    await goTo(app.page, 'people');
    await app.page.getByText('person 1', { exact: true }).first().waitFor();
    await app.pictures('share-kept-people');
    expect(await hindrances(app.page)).toEqual([]);
    await goTo(app.page, 'settings');
  });

  test('has corrections of the library, and says of one that was refused whose counts', {
    timeout: 4 * minutes,
  }, async () => {
    const people = (await app.services.call('people.list', undefined)) as { id: number; name: string }[];
    const personId = people.find(({ name }) => name === 'person 0')!.id;
    owner.db.prepare("UPDATE people SET name = 'Ada' WHERE name = 'person 0'").run();
    await door.cut();
    await app.services.call('people.rename', { personId, name: 'Anya' });
    await pushToShare(owner, () => {});
    await panel().getByText('Waits to be sent').waitFor({ timeout: minutes });
    await door.mend();
    await button('Send').click();
    await panel()
      .getByText(/Refused: tammes has corrected the same person/)
      .waitFor({ timeout: 2 * minutes });
    await button(/^Mine counts/).scrollIntoViewIfNeeded();
    await app.pictures('share-refused');
    expect(await hindrances(app.page)).toEqual([]);
    await button('Theirs counts, not person 0 → Anya').click();
    await panel().getByText('person 0 → Anya').waitFor({ state: 'detached', timeout: minutes });
    expect(await names()).toEqual(['Ada 2', 'person 1 2', 'person 2 2']);
  });

  test('is shown in Japanese, and nothing is cut off', { timeout: 4 * minutes }, async () => {
    await speak(app.page, 'ja');
    await button('脱退…').scrollIntoViewIfNeeded();
    await app.pictures('share-japanese');
    expect(await hindrances(app.page)).toEqual([]);
    expect(await shownSideways(app.page)).toEqual([]);
    await speak(app.page, 'en');
  });

  test('is left after a question', { timeout: 4 * minutes }, async () => {
    await button('Leave…').click();
    await dialog()
      .getByText(/This library keeps 3 people\. Nobody else/)
      .waitFor();
    await app.pictures('share-leave');
    expect(await hindrances(app.page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Leave', exact: true }).click();
    await panel().getByText('This library shares no gallery').waitFor({ timeout: minutes });
    expect(await names()).toEqual(['Ada 2', 'person 1 2', 'person 2 2']);
    // A question of the window that comes late is no mistake of anybody.
    expect(await app.services.call('share.access', undefined)).toEqual({ role: null, failure: null });
    expect(await app.services.call('share.members', undefined)).toEqual([]);
  });

  test('its owner corrects and forgets people for all', { timeout: 4 * minutes }, async () => {
    await button('Join…').click();
    await dialog().getByLabel('Address').fill(owned);
    await app.page.keyboard.press('Enter');
    await panel()
      .getByText(/Here are 3 people/)
      .waitFor({ timeout: 2 * minutes });
    await button('Correct a name…').click();
    await dialog().getByLabel('Person').fill('Ad');
    await app.page.getByRole('option', { name: 'Ada' }).click();
    await dialog().getByLabel('Correct name').fill('Bea');
    await app.pictures('share-rename');
    expect(await hindrances(app.page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Correct the name' }).click();
    await dialog().waitFor({ state: 'detached', timeout: minutes });
    expect(await app.services.call('share.people', undefined)).toMatchObject({
      there: ['Bea', 'person 1', 'person 2'],
    });
    expect(await names()).toEqual(['Bea 2', 'person 1 2', 'person 2 2']);
    await app.pictures('share-renamed');
    for (const [from, to] of [
      ['Bea', 'Ada'],
      ['Ada', 'Bea'],
    ]) {
      await app.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
      await app.page.getByText(`${from} is ${to} for all libraries.`).waitFor({ timeout: minutes });
      expect(await names()).toEqual([`${to} 2`, 'person 1 2', 'person 2 2']);
    }

    await button('Forget somebody…').click();
    await dialog().getByLabel('Person').fill('nobody');
    const [next, now] = ['Continue…', 'Forget for good'].map((name) =>
      dialog().getByRole('button', { name }),
    );
    await next!.click();
    await now!.click();
    await dialog()
      .getByText(/is called nobody/)
      .waitFor({ timeout: minutes });
    await dialog().getByLabel('Person').fill('person 1');
    await app.page.getByRole('option', { name: 'person 1' }).click();
    await next!.click();
    await app.pictures('share-forget');
    expect(await hindrances(app.page)).toEqual([]);
    await now!.click();
    await panel()
      .getByText(/Here are 2 people with 4 faces/)
      .waitFor({ timeout: 2 * minutes });
    // What the library has kept of the person goes, too.
    expect(await names()).toEqual(['Bea 2', 'person 2 2']);
  });

  test('is brought up to date where it is older', { timeout: 4 * minutes }, async () => {
    const { address: older, sql } = await postgres.database('older');
    tammes.isOfVersion1 = true;
    const client = openClient(parseServer(older), minutes);
    await makeShare(client, parseServer(older));
    closeClient(client);
    tammes.isOfVersion1 = false;
    await sql`DELETE FROM tammes_shared.versions WHERE version > 1`;
    await button('Leave…').click();
    await dialog().getByRole('button', { name: 'Leave', exact: true }).click();
    await button('Join…').click();
    await dialog().getByLabel('Address').fill(older);
    await app.page.keyboard.press('Enter');
    const update = dialog().getByRole('button', { name: 'Bring it up to date and join' });
    await update.waitFor({ timeout: minutes });
    await app.pictures('share-older');
    expect(await hindrances(app.page)).toEqual([]);
    await update.click();
    await panel()
      .getByText(/Your login owns the gallery/)
      .waitFor({ timeout: minutes });
    await app.page.getByText('The gallery has no head yet. Publish one, then send your people.').waitFor();
    expect(await app.page.getByRole('alert').allTextContents()).toEqual([]);
    await app.pictures('share-empty');
    expect(await sql`SELECT max(version) AS version FROM tammes_shared.versions`).toEqual([{ version: 2 }]);
    await sql.end();
  });

  test('is made where there is none', { timeout: 4 * minutes }, async () => {
    const empty = await postgres.database('empty');
    await empty.sql.end();
    await button('Leave…').click();
    await dialog().getByRole('button', { name: 'Leave', exact: true }).click();
    await button('Join…').click();
    await dialog().getByLabel('Address').fill(empty.address);
    await app.page.keyboard.press('Enter');
    const make = dialog().getByRole('button', { name: 'Make a gallery there' });
    await make.waitFor({ timeout: minutes });
    await app.pictures('share-make');
    expect(await hindrances(app.page)).toEqual([]);
    await make.click();
    await panel()
      .getByText(/Your login owns the gallery/)
      .waitFor({ timeout: minutes });
    await button('Publish a head…').click();
    await app.pictures('share-publish');
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog().waitFor({ state: 'detached', timeout: minutes });
    await button('Take now').click();
    await panel()
      .getByText(/version 1/)
      .waitFor({ timeout: minutes });
    await panel()
      .getByRole('row', { name: /\(you\) Everything, as an owner/ })
      .waitFor({ timeout: minutes });
    expect(
      await panel()
        .getByRole('button', { name: /^Take away access/ })
        .count(),
    ).toBe(0);
    await app.pictures('share-owner');
    await button('Give access…').click();
    await dialog().getByLabel('Login').fill('cyd');
    await dialog().getByText('Recognise, enrol and correct').click();
    await app.pictures('share-grant');
    expect(await hindrances(app.page)).toEqual([]);
    await app.page.keyboard.press('Enter');
    const passed = dialog().getByLabel('Password', { exact: true });
    await passed.waitFor({ timeout: minutes });
    await app.pictures('share-granted');
    expect(await hindrances(app.page)).toEqual([]);
    const [joinBy, secret] = [
      await dialog().getByLabel('Address', { exact: true }).inputValue(),
      await passed.inputValue(),
    ];
    // The password is shown only now: no slip closes it.
    await app.page.keyboard.press('Escape');
    await dialog().getByRole('checkbox').check();
    await dialog().getByRole('button', { name: 'Close' }).click();
    await panel()
      .getByRole('row', { name: /cyd Recognise, enrol and correct/ })
      .waitFor({ timeout: minutes });
    const guest = await madeUpLibrary(await temporaryFolder(), 0, 0);
    expect(await joinShare(guest, joinBy, secret)).toMatchObject({ role: 'enroller' });
    await button('Take away access from cyd…').click();
    await app.pictures('share-revoke');
    await dialog().getByRole('button', { name: 'Take away access' }).click();
    await panel().getByRole('row', { name: /cyd/ }).waitFor({ state: 'detached', timeout: minutes });
    await expect(joinShare(guest, joinBy, secret)).rejects.toMatchObject({ problem: 'share-not-let-in' });
    await app.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await panel()
      .getByRole('row', { name: /cyd Recognise, enrol and correct/ })
      .waitFor({ timeout: minutes });
    expect(await joinShare(guest, joinBy, secret)).toMatchObject({ role: 'enroller' });
    guest.close();
    await speak(app.page, 'ja');
    await button('ヘッドを公開…').click();
    await app.pictures('share-publish-japanese');
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached', timeout: minutes });
    await button('cyd のアクセスを取り消す…').click();
    await app.pictures('share-revoke-japanese');
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached', timeout: minutes });
    await button('アクセスを許可…').click();
    await dialog().getByLabel('ログイン').fill('dora');
    await app.pictures('share-grant-japanese');
    await dialog().getByRole('button', { name: 'アクセスを許可' }).click();
    await dialog().getByLabel('パスワード', { exact: true }).waitFor({ timeout: minutes });
    await app.pictures('share-granted-japanese');
    expect(await hindrances(app.page)).toEqual([]);
    await dialog().getByRole('checkbox').check();
    await dialog().getByRole('button', { name: '閉じる' }).click();
    await dialog().waitFor({ state: 'detached', timeout: minutes });
    await button('人物を消去…').click();
    await app.pictures('share-forget-japanese');
    // By the keyboard: the last message stays for as long as the mouse lies on it. First the list of names is closed, then the dialog.
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached', timeout: minutes });
    await button('名前を訂正…').press('Enter');
    await app.pictures('share-rename-japanese');
    expect(await hindrances(app.page)).toEqual([]);
    expect(await shownSideways(app.page)).toEqual([]);
    expect(app.problems).toEqual([]);
  });
});
