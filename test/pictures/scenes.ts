/** What each picture of docs/USING.md shows, in the order of the text: changes of one are there in the next. */
import type { Page } from 'playwright-core';
import type { Services } from '../../src-main/services/index.ts';
import type { Output, Person } from '../../src-shared/contract/index.ts';
import type { Scene } from './main.ts';

const go = (page: Page, hash: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, hash);

const option = (page: Page, list: string, name: RegExp) =>
  page.getByRole('listbox', { name: list }).getByRole('option', { name });

const portraits = async (page: Page, list: string) =>
  page.getByRole('listbox', { name: list }).locator('img').first().waitFor();

async function personNamed(services: Services, name: string): Promise<number> {
  const people = (await services.call('people.list', undefined)) as Person[];
  return people.find((person) => person.name === name)!.id;
}

/** Moves the face that was sorted wrong, as Review proposes: one such face makes recognition far more careful. */
async function correct(services: Services): Promise<void> {
  const counts = async () => (await services.call('review.counts', undefined)) as Output<'review.counts'>;
  while ((await counts()).doubtful === null) await new Promise((resolve) => setTimeout(resolve, 500));
  const { doubts } = (await services.call('review.doubtful', {})) as Output<'review.doubtful'>;
  for (const { faceId, other } of doubts) {
    if (other === null) continue;
    await services.call('people.moveFaces', { faceIds: [faceId], to: { personId: other.personId } });
  }
}

export const scenes: Readonly<Record<string, Scene>> = {
  'first-run': {
    library: 'empty',
    async show({ page }) {
      await page.getByRole('heading', { name: 'Who is on your photos?' }).waitFor();
    },
  },
  library: {
    async show({ page }) {
      await go(page, '#/library?group=person');
      await option(page, 'All faces', /^Adam/).locator('img').first().waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    },
  },
  review: {
    async show({ page }) {
      await go(page, '#/review');
      await page.getByRole('heading', { name: 'Who is this?' }).waitFor();
      await portraits(page, 'Faces of this group');
      await page.getByRole('combobox', { name: 'Who is it?' }).fill('Ada');
    },
  },
  suggestion: {
    async show({ page }) {
      await go(page, '#/review?view=suggestions');
      await page.getByRole('heading', { name: /^Is this/ }).waitFor();
    },
  },
  people: {
    async show({ page, services }) {
      const helen = await personNamed(services, 'Helen');
      await services.call('people.update', { personId: helen, birthYear: 1962 });
      await go(page, '#/people');
      await portraits(page, 'People');
      await option(page, 'People', /^Helen,/).click();
      await page.getByRole('list', { name: 'Faces of Helen' }).locator('img').first().waitFor();
    },
  },
  recognise: {
    async show({ page, services, material }) {
      await correct(services);
      await go(page, '#/recognise');
      const [known, stranger] = [material.held[0]![0]!, material.held.at(-1)![0]!];
      await page.getByLabel('Choose photos').first().setInputFiles([known, stranger]);
      const answer = page.getByRole('region', { name: 'Face 1' });
      // More than one name is told: the answer is there, whatever it is.
      await answer.getByRole('listitem').nth(1).waitFor();
    },
  },
  folder: {
    async show({ page, services, material }) {
      await correct(services);
      await go(page, '#/recognise?view=folder');
      await page.getByRole('button', { name: 'Choose a folder' }).click();
      await page
        .getByRole('textbox', { name: 'Path' })
        .or(page.getByRole('combobox'))
        .first()
        .fill(material.fresh);
      await page.getByRole('button', { name: 'Recognise', exact: true }).click();
      const lines = page.getByRole('list', { name: /^\d+ lines$/ });
      await lines.locator('img').first().waitFor({ timeout: 600_000 });
      await page
        .getByRole('button', { name: 'Cancel', exact: true })
        .waitFor({ state: 'hidden', timeout: 600_000 });
    },
  },
  verify: {
    async show({ page, material }) {
      await go(page, '#/recognise?view=verify');
      await page.getByLabel('First photo').setInputFiles(material.held[1]![0]!);
      await page.getByLabel('Second photo').setInputFiles(material.held[1]![1]!);
      await page.getByRole('figure', { name: 'Where this pair lies' }).waitFor();
    },
  },
  camera: {
    async show({ page, services }) {
      await correct(services);
      await go(page, '#/recognise?view=camera');
      await page.getByText(/^1 face · .* pictures a second/).waitFor();
    },
  },
  train: {
    async show({ page }) {
      await go(page, '#/train');
      await page.getByLabel('Purpose').selectOption('people-to-come');
      await page.getByRole('button', { name: 'Start training' }).click();
      await page.getByRole('heading', { name: /^What .* is worth$/ }).waitFor({ timeout: 600_000 });
      await page.getByRole('figure').first().waitFor();
    },
  },
  evaluate: {
    async show({ page, services }) {
      await correct(services);
      // The head of the picture before this one, too.
      await go(page, '#/evaluate?heads=1.2');
      await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
      const scores = page.getByRole('region', { name: 'Scores' });
      await scores.waitFor({ timeout: 600_000 });
      await scores.evaluate((panel) => {
        const scroller = panel.closest('[data-testid=scroller]')!;
        const above = panel.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
        scroller.scrollBy(0, above - 16);
      });
    },
  },
  sphere: {
    async show({ page }) {
      await go(page, '#/sphere');
      await page.getByRole('region', { name: 'The spread in numbers' }).waitFor();
      await page
        .getByText(/^(Projected from more dimensions|Angles are)/)
        .first()
        .waitFor();
    },
  },
  losses: {
    async show({ page }) {
      await go(page, '#/losses');
      await page.getByRole('heading', { level: 1, name: 'Losses' }).waitFor();
      await page.locator('svg.recharts-surface').first().waitFor();
    },
  },
  story: {
    async show({ page }) {
      await go(page, '#/story');
      const runs = page.getByRole('region', { name: 'Runs' }).getByRole('row');
      await runs.filter({ hasText: 'Softmax' }).filter({ hasNotText: 'not finished' }).waitFor();
    },
  },
  history: {
    async show({ page, services }) {
      const [felix, june] = [await personNamed(services, 'Felix'), await personNamed(services, 'June')];
      await services.call('people.rename', { personId: june, name: 'Juno' });
      await services.call('people.merge', { personIds: [felix], into: june });
      await go(page, '#/people');
      await portraits(page, 'People');
      await page.keyboard.press('Control+Shift+H');
      await page.getByRole('dialog', { name: 'History' }).getByRole('listitem').first().waitFor();
    },
  },
};
