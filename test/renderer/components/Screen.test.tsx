import { IconUsers } from '@tabler/icons-react';
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitFocus } from '../../../src-renderer/app/screen-focus.ts';
import { Inspector } from '../../../src-renderer/components/Inspector.tsx';
import { Screen } from '../../../src-renderer/components/Screen.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../../src-renderer/components/states.tsx';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

// Nothing is asked of the main process here.
vi.mock('../../../src-renderer/app/bridge.ts', () => ({
  bridge: { call: async () => [], on: () => () => {} },
}));

test('its heading takes the focus after a change of screen', () => {
  show(<Screen title="People">…</Screen>).unmount();
  expect(document.activeElement).toBe(document.body);
  awaitFocus();
  show(<Screen title="People">…</Screen>);
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'People' }));
});

test('its heading leaves the focus where somebody has gone on to', () => {
  awaitFocus();
  show(<input aria-label="Search" />);
  screen.getByRole('textbox', { name: 'Search' }).focus();
  show(<Screen title="People">…</Screen>);
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Search' }));
});

test('its primary action and what is below the content are there beside a menu and an inspector', async () => {
  const [create, close, merge] = [vi.fn(), vi.fn(), vi.fn()];
  show(
    <Screen
      title="People"
      action={{ label: 'New person', onClick: create }}
      menu={[{ label: 'Merge', onClick: merge }]}
      footer={<p>2 selected</p>}
      inspector={
        <Inspector title="Ada" onClose={close}>
          20 photos
        </Inspector>
      }
    >
      …
    </Screen>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'New person' }));
  expect(create).toHaveBeenCalledOnce();
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  await act(() => vi.advanceTimersByTimeAsync(500));
  fireEvent.click(screen.getByText('Merge'));
  expect(merge).toHaveBeenCalledOnce();
  fireEvent.keyDown(screen.getByRole('complementary', { name: 'Ada' }), { key: 'Escape' });
  expect(close).toHaveBeenCalledOnce();
  expect(screen.getByText('2 selected')).toBeTruthy();
});

test('a skeleton is shown only to who has to wait', () => {
  show(<LoadingSkeleton shape="grid" count={3} />);
  expect(screen.queryByRole('status')).toBeNull();
  act(() => vi.advanceTimersByTime(300));
  expect(screen.getByRole('status').textContent).toContain('Loading');
});

test('nothing and an error say what to do', () => {
  const [add, retry] = [vi.fn(), vi.fn()];
  show(
    <>
      <EmptyState icon={IconUsers} title="Nobody yet" action={{ label: 'Add a folder', onClick: add }}>
        Add photos first.
      </EmptyState>
      <ErrorState error={new TammesError('host-silent', {})} onRetry={retry} />
    </>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Add a folder' }));
  expect(add).toHaveBeenCalledOnce();
  expect(screen.getByRole('alert').textContent).toContain('does not answer');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});
