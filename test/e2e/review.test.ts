import { decode, encode } from '@msgpack/msgpack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output, Person } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { addMadeUpReview, madeUpFace } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();
const patience = { timeout: 180_000 };

describe.skipIf(browser === null)('the review, in Chromium', patience, () => {
  let app: App;
  let page: Page;
  const facesOf = async (name: string) =>
    ((await app.services.call('people.list', undefined)) as Person[]).find((one) => one.name === name)?.faces;
  const question = (name: string) => page.getByRole('heading', { level: 2, name });
  /** Waits until a question is asked and has the focus. */
  const asked = async (name: string) => {
    await question(name).waitFor(patience);
    await expect.poll(() => question(name).evaluate((it) => it === document.activeElement)).toBe(true);
  };
  const waits = (view: string) => page.getByRole('listbox', { name: view }).getByRole('option');

  beforeAll(async () => {
    app = await openApp(browser!, addMadeUpReview);
    page = app.page;
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Review/ })
      .click();
    await question('Who is this?').waitFor(patience);
  }, 300_000);

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('the badge says how many decisions wait, and the tabs how many of each kind', async () => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /5 decisions waiting/ })
      .waitFor(patience);
    for (const tab of [/^Unknown groups ?3$/, /^Suggestions ?3$/, /^Doubtful labels ?1$/])
      await page.getByRole('radio', { name: tab, includeHidden: true }).waitFor({ state: 'attached' });
  });

  test('a group is named in one go, but for a face that was taken out', async () => {
    expect(await waits('Unknown groups').count()).toBe(3);
    const faces = page.getByRole('listbox', { name: 'Faces of this group' });
    await expect.poll(() => faces.getByRole('option').count()).toBe(5);
    await faces.getByRole('option').nth(4).click();
    await faces.getByRole('option', { name: 'Face 5 of 5, taken out' }).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('review-groups');
    await page.keyboard.press('e');
    await page.keyboard.type('Ada Lovelace');
    await page.keyboard.press('Enter');
    await expect.poll(() => facesOf('Ada Lovelace')).toBe(4);
    await asked('Who is this?');
    await expect.poll(() => waits('Unknown groups').count()).toBe(2);
  });

  test('who decides before the faces of a group have come decides about all of them', async () => {
    const members = '**/api/review.groupFaces';
    let come = () => {};
    const held = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route(members, async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('s');
    await asked('Is this s01?');
    const stored = page.waitForResponse((one) => one.url().endsWith('/api/people.ignoreFaces'));
    await page.keyboard.press('i');
    await asked('Who is this?');
    come();
    expect((await stored).status()).toBe(200);
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Control+z');
    await asked('Is this s01?');
    await page.keyboard.press('s');
    await asked('Who is this?');
  });

  test('strangers are ignored by a key, and Control and Z asks about them again', async () => {
    const stored = page.waitForResponse((one) => one.url().endsWith('/api/people.ignoreFaces'));
    await page.keyboard.press('i');
    await asked('Is this s01?');
    await stored;
    await page.keyboard.press('Control+z');
    await asked('Who is this?');
  });

  test('what is taken back before the list is anew is asked about again, too', async () => {
    const lists = '**/api/review.*';
    const undone = page.waitForResponse((one) => one.url().endsWith('/api/journal.undo'));
    await page.route(lists, async (route) => {
      await undone;
      await route.continue();
    });
    await page.keyboard.press('i');
    await asked('Is this s01?');
    await page.getByRole('button', { name: 'Undo' }).click();
    await asked('Who is this?');
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('suggestions are confirmed, refused and skipped by keys', async () => {
    await page.keyboard.press('2');
    await page.getByRole('heading', { level: 2, name: /^Is this/ }).waitFor(patience);
    await expect.poll(() => waits('Suggestions').count()).toBe(4);
    await waits('Suggestions').and(page.getByLabel('Suggested: s02')).click();
    await question('Is this s02?').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('review-suggestions');
    await page.keyboard.press('n');
    await expect.poll(() => waits('Suggestions').count()).toBe(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await question('Is this s02?').waitFor(patience);
    await page.keyboard.press('y');
    await expect.poll(() => facesOf('s02')).toBe(4);
    const before = page.url();
    await page.keyboard.press('s');
    await expect.poll(() => page.url()).not.toBe(before);
  });

  test('a second face of somebody on a photo needs a word', async () => {
    const call = app.services.call;
    const ada = ((await call('people.list', undefined)) as Person[]).find(
      ({ name }) => name === 'Ada Lovelace',
    )!;
    const { faces } = (await call('library.faces', { personId: ada.id })) as Output<'library.faces'>;
    await call('library.addFace', { photoId: faces[0]!.photoId, face: madeUpFace(2, 20) });
    await waits('Suggestions').and(page.getByLabel('Suggested: s02')).click();
    await question('Is this s02?').waitFor(patience);
    await page.keyboard.press('e');
    await page.keyboard.type('Ada Lovelace');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'One person, two faces on a photo?' });
    await dialog.getByText('Ada Lovelace would have two faces on').waitFor(patience);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('review-twice');
    await dialog.getByRole('button', { name: 'Yes, allow it' }).click();
    await expect.poll(() => facesOf('Ada Lovelace')).toBe(5);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => facesOf('Ada Lovelace')).toBe(4);
  });

  test('all that are sure of one person are confirmed at once, after a look at them', async () => {
    await page.getByRole('combobox', { name: 'Whose suggestions' }).click();
    await page.getByRole('option', { name: 's01 (2)' }).click();
    await page.getByRole('button', { name: 'Confirm 2 sure…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Are all of these s01?' });
    await dialog.getByRole('option').nth(1).click();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('review-confirm');
    await dialog.getByRole('button', { name: 'Confirm 1 face' }).click();
    await expect.poll(() => facesOf('s01')).toBe(4);
    await dialog.waitFor({ state: 'hidden' });
    await question('Is this s01?').waitFor(patience);
    await page.keyboard.press('y');
    await page.getByText('No suggestion waits for s01.').waitFor(patience);
    await app.pictures('review-nothing');
  });

  test('a doubtful name is kept or moved, and the place lies in the address', async () => {
    await page.keyboard.press('3');
    await question('Is this s04 or s03?').waitFor(patience);
    await page.reload();
    await question('Is this s04 or s03?').waitFor(patience);
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('review-doubtful');
    await page.keyboard.press('k');
    await question('Nothing waits').waitFor(patience);
    await page.keyboard.press('Control+z');
    await question('Is this s04 or s03?').waitFor(patience);
    await page.keyboard.press('m');
    await expect.poll(() => facesOf('s03')).toBe(4);
    await question('Nothing waits').waitFor(patience);
  });

  test('comparing is cancelled here and in the list of jobs, and begun again', async () => {
    const { call } = app.services;
    const stopped = async () => ((await call('review.counts', undefined)) as Output<'review.counts'>).stopped;
    const status = (text: string) => page.getByRole('main').getByText(text, { exact: true }).first();
    const inReview = page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true });
    const again = page.getByRole('main').getByRole('button', { name: 'Compare faces' });
    const faces = page.getByRole('listbox', { name: 'Faces of this group' }).getByRole('option');
    const [somebody] = (await call('people.list', undefined)) as Person[];
    const { faces: theirs } = (await call('library.faces', {
      personId: somebody!.id,
    })) as Output<'library.faces'>;
    // So few faces are compared before anybody could press a button: the page is told that they are not, until it says to stop.
    let isHeld = false;
    await page.route('**/api/review.counts', async (route) => {
      const response = await route.fetch();
      const { value, ...reply } = decode(await response.body()) as { value: object };
      const told = encode({ ...reply, value: isHeld ? { ...value, progress: 0.4 } : value });
      await route.fulfill({ response, body: Buffer.from(told) });
    });
    await page.route('**/api/review.compare', async (route) => {
      isHeld = false;
      await route.continue();
    });
    await page.keyboard.press('1');
    await asked('Who is this?');

    for (const [i, cancel] of [
      () => inReview.click(),
      async () => {
        await page.getByRole('button', { name: /^Comparing faces for review/ }).click();
        await page.getByRole('button', { name: 'Cancel: Comparing faces for review' }).click();
      },
    ].entries()) {
      isHeld = true;
      await page.reload();
      await status('Comparing faces: 40 %').waitFor();
      expect(await hindrances(page)).toEqual([]);
      await expect.poll(() => faces.count()).toBe(3 + i);
      await cancel();
      await status('Comparing was cancelled').waitFor();
      expect(await stopped()).toBe(true);
      expect(await inReview.count()).toBe(0);
      // What comes now waits until it is asked for.
      await call('library.addFace', { photoId: theirs[i]!.photoId, face: madeUpFace(32, 20 + i) });
      expect(await faces.count()).toBe(3 + i);
      await again.click();
      await again.waitFor({ state: 'detached' });
      await expect.poll(() => faces.count()).toBe(4 + i);
      expect(await stopped()).toBe(false);
    }
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('speaks Japanese', async () => {
    await speak(page, 'ja');
    await page.keyboard.press('1');
    await question('だれですか？').waitFor(patience);
    await app.pictures('review-japanese');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
