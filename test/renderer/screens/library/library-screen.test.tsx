import { createRequire } from 'node:module';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Services } from '../../../../src-main/services/index.ts';
import type { Output } from '../../../../src-shared/contract/index.ts';
import { show } from '../../../helpers/show.tsx';

// The main process's modules run as they are: Vite would make the window's of them.
const require = createRequire(import.meta.url);
const { openServices } =
  require('../../../../src-main/services/index.ts') as typeof import('../../../../src-main/services/index.ts');
const { temporaryFolder } = require('../../../helpers/cli.ts') as typeof import('../../../helpers/cli.ts');
const { addMadeUpPeople } =
  require('../../../helpers/made-up-library.ts') as typeof import('../../../helpers/made-up-library.ts');

/** Lays out: without a browser nothing has a size. */
class Observer {
  readonly tell: ResizeObserverCallback;
  constructor(tell: ResizeObserverCallback) {
    this.tell = tell;
  }
  observe(target: Element) {
    const contentRect = { width: 900, height: 600, x: 0, y: 0 } as DOMRectReadOnly;
    this.tell([{ target, contentRect } as unknown as ResizeObserverEntry], this as never);
  }
  unobserve() {}
  disconnect() {}
}

describe('the library over a real one, without a browser', () => {
  let services: Services;
  const people = async () => (await services.call('people.list', undefined)) as Output<'people.list'>;
  const facesOf = async (name: string) => (await people()).find((one) => one.name === name)?.faces ?? 0;
  const options = () => screen.findAllByRole('option', { name: /^s0/ });

  beforeAll(async () => {
    services = await openServices({ library: await temporaryFolder(), host: 'web' });
    await addMadeUpPeople(services, 3, 2);
    vi.stubGlobal('ResizeObserver', Observer);
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    }));
    for (const name of ['offsetHeight', 'clientHeight'] as const)
      Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 600 });
    for (const name of ['offsetWidth', 'clientWidth'] as const)
      Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 900 });
    HTMLElement.prototype.scrollTo = () => {};
    Object.assign(window, {
      tammes: {
        call: async (method: never, input: never) => ({
          ok: true,
          value: await services.call(method, input),
        }),
        on: () => {},
      },
    });
  });
  afterAll(() => services.close());

  beforeEach(async () => {
    const { LibraryScreen } = await import('../../../../src-renderer/screens/library/LibraryScreen.tsx');
    const { ReadingProvider } = await import('../../../../src-renderer/app/reading/index.tsx');
    const { useActionKeys } = await import('../../../../src-renderer/app/actions.ts');
    const Keys = () => {
      useActionKeys();
      return null;
    };
    history.replaceState(null, '', '#/library');
    show(
      <ReadingProvider>
        <Keys />
        <LibraryScreen />
      </ReadingProvider>,
    );
    await options();
  });

  test('shows every face, and beside it who it is and what is known of it', async () => {
    expect(await options()).toHaveLength(6);
    fireEvent.click((await options())[0]!);
    const inspector = await screen.findByRole('complementary', { name: 's01' });
    expect(within(inspector).getByTestId('used').textContent).toBe('s01 is recognised by this face.');
    expect(within(inspector).getByText(/^\d+ × \d+$/)).toBeTruthy();
    expect(location.hash).toMatch(/face=\d+&photo=\d+$/);
  });

  test('takes names away from all that are selected, by a key', async () => {
    fireEvent.click((await options())[0]!);
    fireEvent.click((await options())[1]!, { shiftKey: true });
    await screen.findByRole('toolbar', { name: '2 faces selected' });
    fireEvent.keyDown(document.body, { key: 'u' });
    await waitFor(async () => expect(await facesOf('s01')).toBe(0));
    await act(async () => services.call('journal.undo', {}));
    expect(await facesOf('s01')).toBe(2);
  });

  test('gives a tag to all that are selected, asked for by a key', async () => {
    fireEvent.click((await options())[0]!);
    fireEvent.click((await options())[1]!, { shiftKey: true });
    await screen.findByRole('toolbar', { name: '2 faces selected' });
    fireEvent.keyDown(document.body, { key: 't' });
    const dialog = await screen.findByRole('dialog', { name: 'Tag…' });
    const tags = () => services.call('library.tags', undefined);
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Tag' }), {
      target: { value: 'doubtful' },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Tag' }));
    await waitFor(async () =>
      expect(await tags()).toEqual([{ name: 'doubtful', values: [{ value: 'yes', faces: 2 }] }]),
    );
    await act(async () => services.call('journal.undo', {}));
    expect(await tags()).toEqual([]);
  });

  test('opens a photo in full, and Escape leads back', async () => {
    const face = (await options())[2]!;
    fireEvent.click(face, { detail: 1 });
    fireEvent.doubleClick(face, { detail: 2 });
    await screen.findByRole('region', { name: /png$/ });
    expect(screen.getByRole('button', { name: /^Draw a face/ })).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'd' });
    await screen.findByRole('img', { name: 'Box being drawn' });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('img', { name: 'Box being drawn' })).toBeNull());
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await options();
  });

  test('lists what may be wrong', async () => {
    location.hash = '#/library?view=problems';
    await act(async () => dispatchEvent(new PopStateEvent('popstate')));
    await screen.findByRole('heading', { name: 'Nothing is wrong' });
    await screen.findByText(/None of 6 faces is left out|faces left out/);
  });

  test('groups faces under the names of people', async () => {
    fireEvent.change(screen.getByRole('combobox', { name: 'Group' }), { target: { value: 'person' } });
    await screen.findByText('s02 · 2');
  });
});
