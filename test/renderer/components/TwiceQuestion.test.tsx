import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import { useChange } from '../../../src-renderer/app/changes.ts';
import { TwiceQuestion } from '../../../src-renderer/components/TwiceQuestion.tsx';
import type { Changed } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

/** A change that somebody's second face on a photo needs a word for. @returns what it was called with. */
function refused(name: string) {
  return vi.fn(async (allowTwice: boolean): Promise<Changed> => {
    if (!allowTwice) throw new TammesError('person-twice', { name, photos: 1, photo: 'dance.jpg' });
    return { entryId: 7 };
  });
}

let change: ReturnType<typeof useChange>;
function Changes() {
  change = useChange();
  return <TwiceQuestion />;
}
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

beforeEach(async () => {
  vi.mocked(bridge.call).mockResolvedValue({ undo: null } as never);
  await act(async () => show(<Changes />));
});

test('a change that gives somebody two faces on a photo is made if that is meant, and else not', async () => {
  const [ann, bob] = [refused('Ann'), refused('Bob')];
  const asked = vi.fn();
  let answers: Promise<(Changed | null)[]>;
  await act(async () => {
    answers = Promise.all([change(ann, asked), change(bob)]);
  });
  expect(screen.getByRole('dialog').textContent).toContain('Ann');
  expect(asked).toHaveBeenCalledOnce();
  await press('Cancel');
  expect(screen.getByRole('dialog').textContent).toContain('Bob');
  await press('Yes, allow it');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(await answers!).toEqual([null, { entryId: 7 }]);
  expect(ann.mock.calls).toEqual([[false]]);
  expect(bob.mock.calls).toEqual([[false], [true]]);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('any other refusal is told and asks nothing', async () => {
  await act(async () => {
    expect(await change(() => Promise.reject(new TammesError('person-gone', { personId: 3 })))).toBeNull();
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('alert').textContent).not.toBe('');
});
