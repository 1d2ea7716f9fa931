import { QueryClient } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import { askAnew, queryOf, useCall, useForget } from '../../../src-renderer/app/data.ts';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

/** What the main process has been asked, in order, and has not answered yet. */
let asked: ((answer: string) => void)[];
let forget: ReturnType<typeof useForget>;

beforeEach(() => {
  asked = [];
  vi.mocked(bridge.call).mockImplementation((() => new Promise((resolve) => asked.push(resolve))) as never);
});

function Reader() {
  forget = useForget();
  const { data } = useCall('people.forgetPreview', { personId: 1 });
  return <p data-testid="answer">{String(data)}</p>;
}

/** Answers a question, and waits until it is shown. */
async function answer(at: number, text: string): Promise<void> {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(at));
  await act(async () => asked[at]!(text));
  await act(() =>
    vi.waitFor(() => {
      expect(screen.getByTestId('answer').textContent).toBe(text);
    }),
  );
}

test('a first answer that was on the way at a change is shown, and asked for once more', async () => {
  await act(async () => show(<Reader />));
  // Three changes in a row, as of a scan, ask once.
  await act(async () => {
    for (let i = 0; i < 3; i++) forget('people');
  });
  expect(asked).toHaveLength(1);
  await answer(0, 'of before');
  await answer(1, 'of afterwards');
  expect(asked).toHaveLength(2);
});

test('changes that come faster than answers do not keep later answers from being shown', async () => {
  await act(async () => show(<Reader />));
  await answer(0, 'first');
  await act(async () => forget('people'));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  // The second answer is on the way, and the change is another one.
  await act(async () => forget('people'));
  expect(asked).toHaveLength(2);
  await answer(1, 'second');
  await answer(2, 'third');
  expect(asked).toHaveLength(3);
});

test('an answer on the way to nobody is not kept for who asks next', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  const query = queryOf('people.list', undefined);
  const first = client.fetchQuery(query);
  const anew = askAnew(client, (method) => method.startsWith('people.'));
  asked[0]!('of before');
  await Promise.all([first, anew]);
  const next = client.fetchQuery(query);
  asked[1]!('of afterwards');
  expect(await next).toBe('of afterwards');
});

test('what is not meant stays', async () => {
  await act(async () => show(<Reader />));
  await act(async () => forget('review'));
  await answer(0, 'kept');
  expect(asked).toHaveLength(1);
});
