import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../../src-renderer/app/bridge.ts';
import { Share } from '../../../../src-renderer/screens/settings/share/Share.tsx';
import type { Job, ShareEntry, ShareState } from '../../../../src-shared/contract/index.ts';
import { failureOf, TammesError } from '../../../../src-shared/errors/index.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const joined: ShareState = {
  server: { name: 'anna@db.example:5432/people', connection: 'verified' },
  seenAt: '2026-05-04T10:00:00.000Z',
  has: { people: 7, faces: 20, head: { name: 'pretrained', version: 2 } },
  kept: 0,
  waiting: [],
  last: null,
};

const lost = { server: 'db', reason: 'gone' };
let state: ShareState | null;
let access: { role: string | null; failure: unknown };
let jobs: Partial<Job>[];
const heads = [
  { id: 2, name: 'older', dim: 128, active: false, runId: null, loss: null },
  { id: 3, name: 'ours', dim: 128, active: true, runId: null, loss: null },
];
const members = [
  { login: 'anna', role: 'enroller', isOwn: false },
  { login: 'ben', role: 'owner', isOwn: true },
];
const entry: ShareEntry = {
  address: 'postgres://cyd@db.example/people',
  ...{ isLocal: false, needsCertificates: false, password: null, role: 'reader', before: null },
};
let answer: (method: string, input: unknown) => unknown;
let calls: [string, unknown][];
beforeEach(() => {
  [state, jobs, calls] = [null, [], []];
  access = { role: 'enroller', failure: null };
  answer = () => ({ role: 'enroller', isEmpty: false });
  vi.mocked(bridge.call).mockImplementation((async (method: string, input: unknown) => {
    if (method === 'share.state') return state;
    if (method === 'share.access') return access;
    if (method === 'jobs.list') return jobs;
    if (method === 'training.heads') return heads;
    if (method === 'share.members') return members;
    calls.push([method, input]);
    return answer(method, input);
  }) as never);
});

async function open() {
  await act(async () => show(<Share />));
  // Whatever it is, it says so when it knows it.
  await screen.findByText(/your login|cannot be reached|shares no gallery/i);
}
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const press = (name: string | RegExp) => act(async () => fireEvent.click(button(name)));

async function enter(address: string, password: string) {
  await press('Join…');
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Address'), { target: { value: address } });
  fireEvent.change(dialog.getByLabelText('Password'), { target: { value: password } });
  await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Join' })));
  return dialog;
}

test('a library joins by address and password, and takes what is there', async () => {
  await open();
  await enter('postgres://anna@db.example/people', 'secret');
  expect(calls).toEqual([
    ['share.join', { address: 'postgres://anna@db.example/people', password: 'secret' }],
    ['share.begin', { work: 'pull' }],
  ]);
});

test.each([
  ['enroller', 'People can be sent and taken once an owner has published one.'],
  ['owner', 'Publish one, then send your people.'],
])('nothing is taken of a gallery that has no head yet: %s', async (role, next) => {
  answer = () => ({ role, isEmpty: true });
  await open();
  await enter('postgres://anna@db.example/people', 'secret');
  expect(calls.map(([method]) => method)).toEqual(['share.join']);
  expect(screen.getByText(`The gallery has no head yet. ${next}`)).toBeTruthy();
});

test.each([
  [new TammesError('share-password-wrong', { server: 'db' }), 'Password', 'Address'],
  [new TammesError('gallery-address-wrong', { fault: 'form' }), 'Address', 'Password'],
  [new TammesError('share-lost', lost), 'Address', 'Password'],
])('what is wrong is said at its field: %#', async (error, wrong, right) => {
  await open();
  answer = () => {
    throw error;
  };
  const dialog = await enter('postgres://anna@db.example/people', '');
  expect(calls).toEqual([['share.join', expect.objectContaining({ password: null })]]);
  expect(dialog.getByLabelText(wrong).getAttribute('aria-invalid')).toBe('true');
  expect(dialog.getByLabelText(right).getAttribute('aria-invalid')).not.toBe('true');
  // It can be tried again.
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Join' }).disabled).toBe(false);
});

test('a library that has joined says how it stands, and begins what is asked for', async () => {
  state = joined;
  await open();
  expect(screen.getByText(/encrypted and the server verified.*may enrol and correct/)).toBeTruthy();
  expect(screen.getByText(/7 people with 20 faces as of May 4, 2026.*pretrained, version 2/)).toBeTruthy();
  for (const name of ['Take now', 'Send', 'Keep']) await press(name);
  expect(calls).toEqual([
    ['share.begin', { work: 'pull' }],
    ['share.begin', { work: 'push' }],
    ['share.begin', { work: 'keep' }],
  ]);
  for (const name of ['Publish a head…', 'Give access…'])
    expect(screen.queryByRole('button', { name })).toBeNull();
});

test('while it is at work, it says how far it is, and begins nothing else', async () => {
  state = joined;
  jobs = [{ id: 1, kind: 'share', status: 'running', done: 512, total: 2048, secondsLeft: 8 }];
  await open();
  expect(screen.getByRole('status').textContent).toMatch(/512 of 2048 faces · .*8 s/);
  for (const name of ['Take now', 'Send', 'Keep', 'Leave…']) expect(button(name).disabled).toBe(true);
});

test('what the last work has come to is said', async () => {
  state = { ...joined, last: { work: 'pull', people: 7, faces: 20, unsound: 1, lost: 2 } };
  await open();
  expect(screen.getByRole('status').textContent).toMatch(
    /20 faces of 7 people\. Left out: 1 face .*2 kept faces were erased for good/,
  );
});

test('a reader cannot send', async () => {
  state = joined;
  access = { role: 'reader', failure: null };
  await open();
  expect(button('Send').disabled).toBe(true);
  expect(button('Take now').disabled).toBe(false);
});

test('a gallery that does not answer says why', async () => {
  state = joined;
  access = { role: null, failure: failureOf('share-lost', lost) };
  await open();
  expect(screen.getByText(/cannot be reached: gone/)).toBeTruthy();
  // It may be there again.
  expect(button('Send').disabled).toBe(false);
});

test('corrections that wait or were refused are listed, and decided', async () => {
  const one = { number: 4, from: 'Anna', to: 'Anya', merges: false, at: '2026-05-04T10:00:00.000Z' };
  state = {
    ...joined,
    waiting: [
      { ...one, refused: { why: 'changed', login: 'ben', at: '2026-05-05T10:00:00.000Z' } },
      { ...one, number: 5, from: 'Bea', to: 'Bo', refused: null },
    ],
  };
  await open();
  expect(screen.getByText(/ben has corrected the same person at May 5, 2026/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Mine counts: Bea → Bo' })).toBeNull();
  await press('Mine counts: Anna → Anya');
  await press('Theirs counts, not Bea → Bo');
  expect(calls).toEqual([
    ['share.decide', { number: 4, whose: 'mine' }],
    ['share.decide', { number: 5, whose: 'theirs' }],
  ]);
});

test('it is left, and a head published, after a question', async () => {
  state = { ...joined, kept: 3 };
  access = { role: 'owner', failure: null };
  answer = (method) => (method === 'share.publish' ? { name: 'ours', version: 3 } : { server: 'db' });
  await open();
  await press('Publish a head…');
  expect(calls).toEqual([]);
  const head = await screen.findByLabelText<HTMLSelectElement>('Head');
  expect(head.value).toBe('3');
  fireEvent.change(head, { target: { value: '2' } });
  await press('Publish');
  expect(calls).toEqual([['share.publish', { headId: 2 }]]);
  await press('Leave…');
  expect(
    await screen.findByText(/This library keeps 3 people\. Nobody else of the others will be recognised/),
  ).toBeTruthy();
  await press('Leave');
  expect(calls.at(-1)).toEqual(['share.leave', undefined]);
});

test('where there is no gallery one can be made, and what is wrong otherwise offers none', async () => {
  let made = false;
  answer = (method) => {
    if (method === 'share.join') throw new TammesError(made ? 'share-lost' : 'share-not-there', lost);
    made = true;
    return { role: 'owner', isEmpty: true };
  };
  await open();
  const dialog = await enter('postgres://anna@db.example/people', '');
  await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Make a gallery there' })));
  expect(calls).toEqual([
    ['share.join', { address: 'postgres://anna@db.example/people', password: null }],
    ['share.init', { address: 'postgres://anna@db.example/people', password: null }],
  ]);
  expect(screen.queryByRole('dialog')).toBeNull();
  const again = await enter('postgres://anna@db.example/people', '');
  expect(again.getByText(/cannot be reached: gone/)).toBeTruthy();
  expect(again.queryByRole('button', { name: 'Make a gallery there' })).toBeNull();
});

test('an older gallery is brought up to date, and its people are taken; another address is another gallery', async () => {
  answer = (method) => {
    if (method === 'share.join') throw new TammesError('share-older', { server: 'db' });
    return { role: 'owner', isEmpty: false };
  };
  await open();
  const dialog = await enter('postgres://anna@db.example/people', '');
  const update = () => dialog.queryByRole('button', { name: 'Bring it up to date and join' });
  await act(async () =>
    fireEvent.change(dialog.getByLabelText('Address'), { target: { value: 'postgres://other/people' } }),
  );
  expect(update()).toBeNull();
  await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Join' })));
  await act(async () => fireEvent.click(update()!));
  expect(calls.slice(-2)).toEqual([
    ['share.init', { address: 'postgres://other/people', password: null }],
    ['share.begin', { work: 'pull' }],
  ]);
});

test('an owner is asked twice before somebody is forgotten', async () => {
  state = joined;
  access = { role: 'owner', failure: null };
  answer = (method) =>
    method === 'share.people'
      ? { there: ['Ann', 'Anna'], corrected: [] }
      : {
          faces: 2,
          failure: failureOf('share-lost', lost),
          uncleared: failureOf('share-refused', { server: 'db', reason: 'locked' }),
        };
  await open();
  await press('Forget somebody…');
  const dialog = within(await screen.findByRole('dialog'));
  const write = (name: string) =>
    act(async () => fireEvent.change(dialog.getByLabelText('Person'), { target: { value: name } }));
  const go = (name: string) => act(async () => fireEvent.click(dialog.getByRole('button', { name })));
  await write('Ann');
  await go('Continue…');
  expect(screen.getByText('Forget Ann for all libraries?')).toBeTruthy();
  await write('Anna ');
  await go('Continue…');
  expect(calls.some(([method]) => method === 'share.forget')).toBe(false);
  await go('Forget for good');
  expect(calls).toContainEqual(['share.forget', { name: 'Anna' }]);
  expect(
    screen.getByText(
      /with 2 faces\. This library has not taken the change yet.*has not overwritten the faces yet/,
    ),
  ).toBeTruthy();
});

test('a name is corrected for all, and it is said what has become of that', async () => {
  state = joined;
  answer = (method) =>
    method === 'share.people'
      ? { there: ['Anna', 'Bea'], corrected: ['Anna', 'Bea'] }
      : {
          waiting: {
            ...{ number: 1, from: 'Anna', to: 'Anya', merges: false, at: '2026-05-04T10:00:00.000Z' },
            refused: { why: 'changed', login: 'ben', at: null },
          },
          ...{ failure: null, merged: false },
        };
  await open();
  expect(screen.queryByRole('button', { name: 'Forget somebody…' })).toBeNull();
  await press('Correct a name…');
  const dialog = within(await screen.findByRole('dialog'));
  const correct = dialog.getByRole<HTMLButtonElement>('button', { name: 'Correct the name' });
  fireEvent.change(dialog.getByLabelText('Person'), { target: { value: 'Anna' } });
  fireEvent.change(dialog.getByLabelText('Correct name'), { target: { value: 'Anna ' } });
  expect(correct.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('Correct name'), { target: { value: 'Anya' } });
  await act(async () => fireEvent.click(correct));
  expect(calls).toContainEqual(['share.rename', { from: 'Anna', to: 'Anya', mayMerge: true }]);
  expect(screen.getByText(/Anna → Anya was refused/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

interface Outcome {
  merged?: boolean;
  failure?: unknown;
  /** Whether somebody else is called Anna by the time that it is undone. */
  taken?: boolean;
}

/** Has Anna corrected. */
async function correctAnna(to: string, { merged = false, failure = null, taken = false }: Outcome = {}) {
  state = joined;
  answer = (method, input) => {
    if (method === 'share.people') return { there: ['Anna'], corrected: ['Anna'] };
    if (taken && !(input as { mayMerge: boolean }).mayMerge)
      throw new TammesError('share-name-taken', { name: 'Anna' });
    return { waiting: null, failure, merged };
  };
  await open();
  await press('Correct a name…');
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Person'), { target: { value: 'Anna' } });
  fireEvent.change(dialog.getByLabelText('Correct name'), { target: { value: to } });
  await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Correct the name' })));
  expect(screen.getByText(`Anna is ${to} for all libraries.`)).toBeTruthy();
}

test('a corrected name can be taken back, which makes no two people one', async () => {
  await correctAnna('Anya');
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Undo' })));
  expect(calls.filter(([method]) => method === 'share.rename')).toEqual([
    ['share.rename', { from: 'Anna', to: 'Anya', mayMerge: true }],
    ['share.rename', { from: 'Anya', to: 'Anna', mayMerge: false }],
  ]);
  expect(screen.getByText('Anya is Anna for all libraries.')).toBeTruthy();
});

test('a corrected name is not taken back if somebody else has it by now', async () => {
  await correctAnna('Anya', { taken: true });
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Undo' })));
  expect(screen.getByRole('alert').textContent).toContain('Somebody else is called Anna by now');
});

test.each<[string, Outcome]>([
  ['two people became one', { merged: true }],
  ['the gallery was lost before it said what is new', { failure: failureOf('share-lost', lost) }],
])('a corrected name has no undo if %s', async (_, outcome) => {
  await correctAnna('Bea', outcome);
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('an owner gives access, and gets what to pass on', async () => {
  state = joined;
  access = { role: 'owner', failure: null };
  await open();
  await press('Give access…');
  const dialog = within(await screen.findByRole('dialog'));
  const give = () => dialog.getByRole<HTMLButtonElement>('button', { name: 'Give access' });
  expect(give().disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('Login'), { target: { value: ' cyd ' } });
  fireEvent.click(dialog.getByRole('radio', { name: 'Recognise, enrol and correct' }));
  // The server answers, and then no more.
  answer = () => {
    access = { role: null, failure: failureOf('share-lost', lost) };
    return { ...entry, password: 'made up', role: 'enroller', isLocal: true, needsCertificates: true };
  };
  await act(async () => fireEvent.click(give()));
  expect(calls).toEqual([['share.grant', { login: 'cyd', role: 'enroller', mayMake: true }]]);
  expect(await screen.findByText(/cannot be reached/)).toBeTruthy();
  const shown = within(await screen.findByRole('dialog', { name: 'cyd has access to the gallery' }));
  expect(shown.getByLabelText<HTMLInputElement>('Address').value).toBe('postgres://cyd@db.example/people');
  expect(shown.getByLabelText<HTMLInputElement>('Password').value).toBe('made up');
  expect(shown.getByText(/is shown only now/)).toBeTruthy();
  expect(shown.getByText(/put the server’s name in it/)).toBeTruthy();
  expect(shown.getByText(/sslrootcert/)).toBeTruthy();
  // It cannot be shown again.
  const close = shown.getByRole<HTMLButtonElement>('button', { name: 'Close' });
  expect(close.disabled).toBe(true);
  fireEvent.click(shown.getByRole('checkbox'));
  await act(async () => fireEvent.click(close));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a login that was there keeps its password, and what it may do unless that is changed', async () => {
  state = joined;
  access = { role: 'owner', failure: null };
  answer = () => entry;
  await open();
  await press('Give access…');
  const dialog = within(await screen.findByRole('dialog'));
  const chosen = () => dialog.getByRole<HTMLInputElement>('radio', { checked: true }).value;
  expect(chosen()).toBe('reader');
  fireEvent.change(dialog.getByLabelText('Login'), { target: { value: 'anna' } });
  expect(chosen()).toBe('enroller');
  await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Give access' })));
  // As it is there: what is listed here may be older.
  expect(calls).toEqual([['share.grant', { login: 'anna', role: null, mayMake: true }]]);
  expect(await screen.findByText(/keeps the password that it has/)).toBeTruthy();
  expect(screen.queryByLabelText('Password')).toBeNull();
});

test('an owner takes access away after a question, and not from owners, and undo gives it back', async () => {
  state = joined;
  access = { role: 'owner', failure: null };
  answer = (method) => (method === 'share.grant' ? entry : undefined);
  await open();
  expect(await screen.findByText('ben (you)')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: /^Take away access from/ })).toHaveLength(1);
  await press('Take away access from anna…');
  expect(calls).toEqual([]);
  await press('Take away access');
  expect(calls).toEqual([['share.revoke', { login: 'anna' }]]);
  expect(screen.getByText('anna has no access to the gallery any more.')).toBeTruthy();
  await press('Undo');
  expect(calls.at(-1)).toEqual(['share.grant', { login: 'anna', role: 'enroller', mayMake: false }]);
  expect(screen.getByText('anna has access to the gallery again.')).toBeTruthy();
});
