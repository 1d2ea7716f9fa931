import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mediaUrl, type Output, type Person } from '../../src-shared/contract/index.ts';
import { type App, openApp, speak } from '../helpers/app.ts';
import { hindrances, openBrowser } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople, madeUpFace } from '../helpers/made-up-library.ts';

const browser: Browser | null = await openBrowser();

describe.skipIf(browser === null)('people, in Chromium', () => {
  let app: App;
  let page: Page;
  let names: string[];
  const card = (name: string) => page.getByRole('option', { name: new RegExp(`^${name},`) });
  const cards = () => page.getByRole('listbox', { name: 'People' }).getByRole('option').count();
  // The spread is worked out in the background.
  const people = async () =>
    ((await app.services.call('people.list', undefined)) as Person[]).map(
      ({ spread: _, ...person }) => person,
    );

  beforeAll(async () => {
    app = await openApp(browser!, (services) => addMadeUpPeople(services, 6, 4));
    page = app.page;
    names = (await people()).map(({ name }) => name).sort();
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await card(names[0]!).waitFor();
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('a person is renamed, and the undo of the message brings the name back', async () => {
    await card(names[0]!).click();
    await page.getByRole('button', { name: `Rename ${names[0]}` }).click();
    await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
    await page.keyboard.press('Enter');
    await card('Ada Lovelace').waitFor();
    await app.pictures('people');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await card(names[0]!).waitFor();
  });

  test('two people are merged by keys, and Control and Z takes them apart', async () => {
    const before = await people();
    await page.getByRole('listbox', { name: 'People' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('toolbar', { name: '2 selected' }).waitFor();
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'Merge 2 people into one' }).waitFor();
    await app.pictures('people-merge');
    await page.getByRole('button', { name: 'Merge', exact: true }).last().click();
    await expect.poll(async () => (await people()).length).toBe(before.length - 1);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    await expect.poll(people).toEqual(before);
  });

  test('a face is split off to somebody new', async () => {
    await card(names[1]!).click();
    const faces = page.getByRole('list', { name: `Faces of ${names[1]}` });
    await faces.getByRole('button').first().click();
    const name = page.getByRole('combobox', { name: 'Who is it?' });
    const { width } = (await name.boundingBox())!;
    await name.fill('Somebody New');
    const move = page.getByRole('button', { name: 'Move: somebody new' });
    await move.waitFor();
    // The button's words have grown, and the field is as wide as before.
    expect((await name.boundingBox())!.width).toBe(width);
    await move.click();
    await card('Somebody New').waitFor();
    const split = (await people()).find(({ name }) => name === 'Somebody New');
    expect(split?.faces).toBe(1);
  });

  describe('dragged faces', () => {
    type Place = { x: number; y: number };
    const middle = async (locator: Locator): Promise<Place> => {
      const { x, y, width, height } = (await locator.boundingBox())!;
      return { x: x + width / 2, y: y + height / 2 };
    };
    const facesOf = async (name: string) => (await people()).find((one) => one.name === name)!.faces;
    const faces = (name: string) => page.getByRole('list', { name: `Faces of ${name}` }).getByRole('button');
    /** Takes a face to somewhere, and holds it there. */
    const hold = async (face: Locator, to: () => Promise<Place>) => {
      const from = await middle(face);
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x - 20, from.y, { steps: 3 });
      await page.getByRole('region', { name: /^Drop/ }).waitFor();
      const { x, y } = await to();
      await page.mouse.move(x, y, { steps: 5 });
    };
    const [from, to] = [() => names[2]!, () => names[3]!];
    /** Takes the change back. What is shown follows a moment later, and faces move with it. */
    const undo = async (before: unknown) => {
      await page.keyboard.press('Control+z');
      await expect.poll(people).toEqual(before);
      await expect.poll(() => faces(from()).count()).toBe(await facesOf(from()));
    };

    test('go to the card that they are dropped on, all that are chosen, as one change', async () => {
      await card(from()).click();
      const before = await people();
      await faces(from()).nth(0).click();
      await faces(from()).nth(1).click();
      await hold(faces(from()).nth(1), () => middle(card(to())));
      await page.getByText(`2 faces to ${to()}`).waitFor();
      expect(await hindrances(page)).toEqual([]);
      await app.picture('people-drag');
      await page.mouse.up();
      await expect.poll(() => facesOf(to())).toBe(6);
      expect(await facesOf(from())).toBe(2);
      // No click comes of it: the person whose faces they were is still shown.
      await page.getByRole('complementary', { name: from() }).waitFor();
      await expect.poll(() => page.locator('button[aria-pressed=true]').count()).toBe(0);
      await undo(before);
    });

    test('stay where they are on their own card, beside all cards, and after Escape', async () => {
      const before = await people();
      const { x, y } = await middle(page.getByRole('heading', { name: 'People' }));
      for (const place of [() => middle(card(from())), async () => ({ x, y })]) {
        await hold(faces(from()).first(), place);
        await page.getByText('Drop 1 face on a person').last().waitFor();
        await page.mouse.up();
        await page.getByRole('region', { name: /^Drop/ }).waitFor({ state: 'detached' });
      }
      await hold(faces(from()).first(), () => middle(card(to())));
      await page.keyboard.press('Escape');
      await page.getByRole('region', { name: /^Drop/ }).waitFor({ state: 'detached' });
      await page.mouse.up();
      expect(await people()).toEqual(before);
      // Escape has given up the drag alone.
      await page.getByRole('complementary', { name: from() }).waitFor();
    });

    test('go to whom they are dropped on in the strip', async () => {
      const before = await people();
      const strip = page.getByRole('region', { name: /^Drop/ });
      await hold(faces(from()).first(), () => middle(strip.getByText(to(), { exact: true })));
      await page.getByText(`1 face to ${to()}`).waitFor();
      await page.mouse.up();
      await expect.poll(() => facesOf(to())).toBe(5);
      await undo(before);
    });

    test('are dragged by a finger once they are chosen', async () => {
      const before = await people();
      const face = faces(from()).first();
      await face.click();
      await page.locator('button[aria-pressed=true]').first().waitFor();
      // Until that is drawn, a finger on the face scrolls.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const [start, end] = [await middle(face), await middle(card(to()))];
      const session = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Place) =>
        session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
      await touch('touchStart', start);
      for (const share of [0.2, 0.5, 1])
        await touch('touchMove', {
          x: start.x + share * (end.x - start.x),
          y: start.y + share * (end.y - start.y),
        });
      await page.getByText(`1 face to ${to()}`).waitFor();
      await touch('touchEnd');
      await expect.poll(() => facesOf(to())).toBe(5);
      await session.detach();
      await undo(before);
    });
  });

  test('a second face of somebody on a photo is asked about, and allowed', async () => {
    const { call } = app.services;
    const [owner, other] = [names[4]!, names[5]!];
    const idOf = async (name: string) => (await people()).find((one) => one.name === name)!.id;
    const facesOf = async (name: string) => (await people()).find((one) => one.name === name)!.faces;
    const { faces } = (await call('library.faces', {
      personId: await idOf(owner),
    })) as Output<'library.faces'>;
    const { photoId } = faces[0]!;
    const { faceId } = (await call('library.addFace', {
      photoId,
      face: madeUpFace(6, 20),
    })) as Output<'library.addFace'>;
    await call('people.moveFaces', { faceIds: [faceId], to: { name: other } });

    await card(other).click();
    const list = page.getByRole('list', { name: `Faces of ${other}` });
    await list
      .getByRole('button')
      .filter({ has: page.locator(`img[src="${mediaUrl.chip(faceId)}"]`) })
      .click();
    const move = async () => {
      await page.getByRole('combobox', { name: 'Who is it?' }).fill(owner);
      await page.getByRole('button', { name: 'Move', exact: true }).click();
    };
    const dialog = page.getByRole('dialog', { name: 'One person, two faces on a photo?' });
    await move();
    await dialog.getByText(`${owner} would have two faces on`).waitFor();
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect([await facesOf(owner), await facesOf(other)]).toEqual([4, 5]);
    await move();
    await dialog.getByRole('button', { name: 'Yes, allow it' }).click();
    await expect.poll(() => facesOf(owner)).toBe(5);
    expect(await facesOf(other)).toBe(4);
  });

  test('a person is tagged, and loses the tag again', async () => {
    const name = names[3]!;
    await card(name).click();
    const inspector = page.getByRole('complementary', { name });
    await inspector.getByRole('button', { name: 'Tag…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tag…' });
    await dialog.getByRole('combobox', { name: 'Tag', exact: true }).fill('glasses');
    await dialog.getByRole('button', { name: 'Tag', exact: true }).click();
    const tags = inspector.getByRole('list', { name: 'Tags' });
    await tags.getByText('glasses: yes').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await tags.scrollIntoViewIfNeeded();
    await app.pictures('people-tags');
    await tags.getByRole('button', { name: 'Take the tag “glasses: yes” away' }).click();
    await tags.waitFor({ state: 'detached' });
  });

  test('consent is noted, and once it has ended people are reminded and renew it', async () => {
    const name = names[3]!;
    const consentOf = async () => (await people()).find((one) => one.name === name)!.consent;
    await card(name).click();
    const inspector = page.getByRole('complementary', { name });
    await inspector.getByText('Consent', { exact: true }).click();
    await inspector.getByLabel('Who consented, and how').fill('Signed form, by her mother');
    await inspector.getByLabel('Given on').fill('2020-01-31');
    await inspector.getByLabel('Valid until').fill('2019-01-31');
    await inspector.getByText('This is before the day on which it was given.').waitFor();
    await inspector.getByLabel('Valid until').fill('2021-01-31');
    // By Tab one goes to the next part of the date.
    await inspector.getByLabel('Valid until').blur();
    await expect.poll(consentOf).toEqual({
      note: 'Signed form, by her mother',
      given: '2020-01-31',
      until: '2021-01-31',
    });
    await page.getByText('The consent of 1 person has ended.').waitFor();
    await page.getByRole('button', { name: 'Show only these' }).click();
    await expect.poll(cards).toBe(1);
    await card(name).click();
    await inspector.getByText('ended on Jan 31, 2021').first().waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('people-consent');
    await speak(page, 'ja');
    await page.getByText('1 人の同意が期限切れです。').waitFor();
    await app.pictures('people-consent-japanese');
    await speak(page, 'en');
    await inspector.getByRole('button', { name: /^Renew until/ }).click();
    await expect.poll(async () => (await consentOf()).until! > '2021-01-31').toBe(true);
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await expect.poll(cards).toBeGreaterThan(1);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await consentOf()).until).toBe('2021-01-31');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
  });

  test('a person is hidden, and found again with those who are', async () => {
    await card(names[2]!).click();
    await page.getByRole('listbox', { name: 'People' }).focus();
    await page.keyboard.press('h');
    await card(names[2]!).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Show 1 hidden person' }).click();
    await card(names[2]!).waitFor();
  });

  test('the search and the selection lie in the address, so that a reload keeps them', async () => {
    await page.getByRole('searchbox', { name: 'Find a person' }).fill(names[3]!);
    await expect.poll(cards).toBe(1);
    await card(names[3]!).click();
    await page.reload();
    await page.getByRole('complementary', { name: names[3]! }).waitFor();
    expect(await cards()).toBe(1);
  });

  test('all about a person is exported into a folder, which the message takes back', {
    timeout: 120_000,
  }, async () => {
    const to = await temporaryFolder();
    await page.getByRole('searchbox', { name: 'Find a person' }).fill('');
    await card(names[3]!).click();
    await page.getByRole('button', { name: 'Export all about this person…' }).click();
    const dialog = page.getByRole('dialog', { name: `Export all about ${names[3]}` });
    const begin = dialog.getByRole('button', { name: 'Export', exact: true });
    expect(await begin.isDisabled()).toBe(true);
    await dialog.getByLabel('Into the folder').fill('somewhere');
    await begin.click();
    await dialog.getByText('somewhere is not a whole path.').waitFor();
    await dialog.getByLabel('Into the folder').fill(to);
    await dialog.getByLabel('Copy the photos, too').check();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('people-export');
    await begin.click();
    await page.getByText(/^1[0-9] files written\.$/).waitFor({ timeout: 60_000 });
    expect(await readdir(to)).toEqual([names[3]]);
    expect(await readdir(join(to, names[3]!))).toEqual(['faces', 'index.html', 'person.json', 'photos']);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => readdir(to)).toEqual([]);
  });

  test('somebody is forgotten for ever, after a look at what goes, when the name is typed', {
    timeout: 180_000,
  }, async () => {
    const ended = new Promise((resolve) => {
      app.services.on(
        (event) => event.type === 'training' && event.event.type === 'finished' && resolve(event),
      );
    });
    await app.services.call('training.start', { loss: 'arcface', epochs: 2, head: { dim: 3 }, strangers: 0 });
    await ended;
    await page.getByRole('searchbox', { name: 'Find a person' }).fill('');
    const name = names[5]!;
    await card(name).click();
    await page.getByRole('complementary', { name }).waitFor();
    // As from the button of the inspector.
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Find an action or a person').fill('Forget for ever');
    await page.getByRole('dialog').getByText('Forget for ever…').click();
    const dialog = page.getByRole('dialog', { name: `Forget ${name} for ever?` });
    await dialog.getByText(/^arcface-\d+, with 1 class centre of this person$/).waitFor();
    await dialog.getByText('Photo files, which lie outside of the library').waitFor();
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('people-forget');
    const confirm = dialog.getByRole('button', { name: 'Forget for ever' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
    await page.keyboard.press('Enter');
    const receipt = page.getByRole('dialog', { name: `${name} is forgotten` });
    await receipt.getByText('Heads that stay, without the class centres').waitFor({ timeout: 180_000 });
    expect(await hindrances(page)).toEqual([]);
    await app.pictures('people-forgotten');
    await receipt.getByRole('button', { name: 'Close' }).last().click();
    await card(name).waitFor({ state: 'hidden' });
    expect((await people()).some((one) => one.name === name)).toBe(false);
    await speak(page, 'ja');
    await page.getByRole('option', { name: new RegExp(`^${names[4]}、`) }).click();
    await page.getByRole('button', { name: '完全に消去…' }).click();
    await page.getByText(`${names[4]} で学習したヘッド`).waitFor();
    await app.pictures('people-forget-japanese');
    await page.keyboard.press('Escape');
  });

  test('nothing went wrong in the window', () => {
    expect(app.problems).toEqual([]);
  });
});
