/** Every screen of the window and what it can show, for tests that look at all of them. */
import type { Page } from 'playwright-core';
import type { Services } from '../../src-main/services/index.ts';
import { en, type Messages } from '../../src-renderer/app/messages/en.ts';
import { ja } from '../../src-renderer/app/messages/ja.ts';
import type { AppEvent, Person } from '../../src-shared/contract/index.ts';
import { addMadeUpReview } from './made-up-library.ts';
import { goTo } from './screens.ts';

export type Language = 'en' | 'ja';
export const languages = { en, ja } as const;

/** What the window can be brought to show. */
export interface State {
  /** Screen and what of it, such as `runs?run=1`. */
  address: string;
  /** Absent: the screen itself. */
  name?: string;
  /** Shows it, on the screen. */
  show?(page: Page, words: Messages): Promise<unknown>;
}

/** A name by which pictures are found. */
export const nameOf = ({ address, name }: State) =>
  [address.replaceAll(/[/?=&.]+/g, '-'), ...(name === undefined ? [] : [name])].join('-');

/** Brings the window to show a state, whatever it has shown before. */
export async function showState(page: Page, { address, show }: State, language: Language): Promise<void> {
  await closeDialogs(page);
  await goTo(page, address);
  await show?.(page, languages[language]);
}

/** Closes what lies over the screen. The first Escape may close no more than a list within a dialog. */
export async function closeDialogs(page: Page): Promise<void> {
  const closed = () => document.querySelector('[role=dialog]') === null;
  while (!(await page.evaluate(closed))) {
    await page.keyboard.press('Escape');
    await page.waitForFunction(closed, undefined, { timeout: 2000 }).catch(() => {});
  }
}

const dialogOf = (page: Page) => page.getByRole('dialog').first();
const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await dialogOf(page).waitFor();
};

/** What belongs to no screen. */
const shell: readonly State[] = [
  { address: 'people', name: 'history', show: press('Control+Shift+H') },
  { address: 'people', name: 'palette', show: press('Control+k') },
  { address: 'people', name: 'shortcuts', show: press('?') },
  { address: 'people', name: 'folders', show: press('Control+o') },
];

const screens = (...addresses: string[]): State[] => addresses.map((address) => ({ address }));
const recognise = ['photos', 'folder', 'verify', 'camera'].map((view) => `recognise?view=${view}`);
const always = ['losses', 'story', 'settings', 'settings/record'];

/** What shows something else if there is nobody yet. */
export const emptyStates: readonly State[] = [
  ...screens('library', 'people', 'review', ...recognise, 'train', 'runs', 'evaluate', 'sphere'),
  ...screens('runs?view=sweeps', 'runs?view=sweeps&plan=1'),
  ...shell,
];

const drawn = (testId: string) => (page: Page) => page.getByTestId(testId).waitFor();

export const filledStates: readonly State[] = [
  ...screens(
    'library',
    'library?view=photo&photo=1',
    'library?face=1',
    'library?group=person',
    'library?view=problems',
  ),
  {
    address: 'library?export=1',
    async show(page, { exports: words }) {
      // One that can be undone, and one that was.
      await page.getByRole('list', { name: words.list }).getByText(words.undone, { exact: true }).waitFor();
    },
  },
  {
    address: 'runs?run=1&export=1',
    async show(page, { exports: words }) {
      await dialogOf(page).getByLabel(words.data.people).waitFor();
    },
  },
  ...screens('people', 'people?selected=1', 'people?selected=1.2'),
  { address: 'people?selected=1.2', name: 'merge', show: press('m') },
  {
    address: 'people?selected=1',
    name: 'forget',
    async show(page, { forget: words }) {
      await page.getByRole('button', { name: words.action }).click();
      await dialogOf(page).getByRole('heading', { name: words.goes }).waitFor();
    },
  },
  ...screens(...['groups', 'suggestions', 'doubtful'].map((view) => `review?view=${view}`), ...recognise),
  ...screens('train', 'train?run=1', 'runs', 'runs?run=1', 'runs?compared=1'),
  ...screens('runs?view=sweeps', 'runs?view=sweeps&rows=loss', 'runs?view=sweeps&plan=1'),
  ...screens('evaluate', 'evaluate?curve=det&source=pairs&list=failures', 'evaluate?evaluation=1'),
  {
    address: 'evaluate',
    name: 'cell',
    async show(page, { evaluate: words }) {
      const table = page.getByRole('table', { name: words.confusions });
      await table.getByRole('button').first().click();
      await page.getByRole('button', { name: words.look }).waitFor();
    },
  },
  {
    address: 'evaluate',
    name: 'settings',
    async show(page, { evaluate: words }) {
      await page.getByText(words.settings, { exact: true }).click();
    },
  },
  { address: 'sphere', show: drawn('sphere') },
  { address: 'sphere?of=run&run=1', show: drawn('sphere') },
  { address: 'sphere?view=angles', show: drawn('angles') },
  { address: 'sphere?view=map', show: drawn('map') },
  {
    address: 'sphere?view=map&chosen=0.1.2',
    name: 'lasso',
    async show(page, { sphere: words }) {
      await drawn('map')(page);
      await page.getByRole('button', { name: words.lasso, exact: true }).click();
    },
  },
  {
    address: 'sphere?view=map&chosen=0.1.2',
    name: 'tag',
    async show(page, { tags: words }) {
      await drawn('map')(page);
      await page.getByRole('button', { name: words.trainWithout }).click();
      await dialogOf(page).getByRole('combobox', { name: words.name, exact: true }).waitFor();
    },
  },
  ...screens(...always),
  {
    address: 'settings',
    name: 'storage',
    async show(page, { storage: words }) {
      await page.getByRole('heading', { name: words.title, exact: true }).scrollIntoViewIfNeeded();
    },
  },
  {
    address: 'settings',
    name: 'restore',
    async show(page, { storage: words }) {
      await page
        .getByRole('button', { name: anyOf(words.restoreOf) })
        .first()
        .click();
      await dialogOf(page).getByRole('table').waitFor();
    },
  },
  ...shell,
];

/** A library of which something is damaged says so everywhere. */
export const damagedStates: readonly State[] = [
  ...screens('library', 'people', 'settings'),
  {
    address: 'settings',
    name: 'health',
    async show(page, { storage: words }) {
      await page
        .getByText(words.worksAll)
        .or(page.getByText(anyOf(words.works)))
        .first()
        .waitFor();
      await page.getByRole('heading', { name: words.title, exact: true }).scrollIntoViewIfNeeded();
    },
  },
];

/** Words with anything in their place for a part. */
export function anyOf(words: (part: string) => string): RegExp {
  const [before, after] = words('\0')
    .split('\0')
    .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${before}.+${after}$`);
}

/** Asks for a job and waits for its end. */
async function finish(services: Services, start: () => Promise<unknown>): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const stop = services.on((event: AppEvent) => {
      if (event.type !== 'job' || event.job.status === 'running') return;
      stop();
      resolve();
    });
  });
  await start();
  await ended;
}

/** Looks for damage. */
export const checkLibrary = (services: Services) =>
  finish(services, () => services.call('storage.check', undefined));

/** People, faces that wait for review, a head that was trained, exports, a check and backups. */
export async function fillStates(services: Services): Promise<void> {
  await addMadeUpReview(services);
  const ended = new Promise((resolve) => {
    services.on((event) => event.type === 'training' && event.event.type === 'finished' && resolve(event));
  });
  await services.call('training.start', { loss: 'arcface', epochs: 5, head: { dim: 3 }, strangers: 0 });
  await ended;
  for (const settings of [{ protocol: 'pairs' }, { protocol: 'open-set', draws: 3 }])
    await finish(services, () => services.call('evaluations.start', { headIds: [1, 2], settings }));
  const settings = { epochs: 2, 'optimiser.learningRate': [0.001, 0.1] };
  const plan = { losses: ['cosface', 'softmax'], settings, seeds: 1 };
  await finish(services, () => services.call('sweeps.start', plan));
  await finish(services, () => services.call('exports.xmp', {}));
  const [first] = (await services.call('exports.list', undefined)) as { id: number }[];
  await services.call('exports.undo', { exportId: first!.id });
  await finish(services, () => services.call('exports.xmp', {}));
  const [person] = (await services.call('people.list', undefined)) as Person[];
  await services.call('people.rename', { personId: person!.id, name: 'Ada Lovelace' });
  await checkLibrary(services);
  await finish(services, () => services.call('storage.backUp', undefined));
}
