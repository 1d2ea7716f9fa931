import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../../src-renderer/app/bridge.ts';
import { DoubtfulView } from '../../../../src-renderer/screens/review/DoubtfulView.tsx';
import type { Doubt } from '../../../../src-shared/contract/index.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const people = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Grace' },
];
const own = { personId: 1, cosine: 0.21, nearestFaceId: 11, sameShot: false };
const other = { personId: 2, cosine: 0.93, nearestFaceId: 21, sameShot: false };

/** @param doubts what waits until something is decided. */
function answer(doubts: Doubt[]): void {
  let waiting = doubts;
  vi.mocked(bridge.call).mockReset();
  vi.mocked(bridge.call).mockImplementation((async (method: string) => {
    if (method === 'people.list') return people;
    if (method === 'review.doubtful')
      return { progress: null, total: waiting.length, expected: null, doubts: waiting };
    if (method === 'people.reject' || method === 'people.moveFaces') waiting = [];
    return method === 'library.photo' ? null : { entryId: null, progress: null, doubtful: 0 };
  }) as never);
}

beforeEach(() => {
  // The strip of what waits scrolls to its place.
  Element.prototype.scrollIntoView = () => {};
});

test('a face that is like nobody loses its name', async () => {
  answer([{ faceId: 5, personId: 1, own, other: null, probability: 0.9 }]);
  show(<DoubtfulView />);
  expect(await screen.findByRole('heading', { name: 'Is this Ada?' })).toBeTruthy();
  expect(
    screen.getByText(/^Unlike the other faces of Ada, and like nobody else · wrong name: 90/),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^Not Ada/ }));
  await waitFor(() =>
    expect(bridge.call).toHaveBeenCalledWith('people.reject', { faceIds: [5], personId: 1 }),
  );
});

test('one that is nearer to somebody else is moved there', async () => {
  answer([{ faceId: 5, personId: 1, own, other, probability: null }]);
  show(<DoubtfulView />);
  expect(await screen.findByRole('heading', { name: 'Is this Ada or Grace?' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^Move to Grace/ }));
  await waitFor(() =>
    expect(bridge.call).toHaveBeenCalledWith('people.moveFaces', {
      faceIds: [5],
      to: { personId: 2 },
      allowTwice: false,
    }),
  );
});

test('a copy under two names is called so', async () => {
  answer([{ faceId: 5, personId: 1, own, other: { ...other, sameShot: true }, probability: null }]);
  show(<DoubtfulView />);
  expect(await screen.findByText('Grace has the same shot')).toBeTruthy();
  expect(screen.getByText('of the same shot')).toBeTruthy();
});
