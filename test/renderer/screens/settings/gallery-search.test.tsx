import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../../src-renderer/app/bridge.ts';
import { GallerySearch } from '../../../../src-renderer/screens/settings/GallerySearch.tsx';
import type { EngineName, GalleryState } from '../../../../src-shared/contract/index.ts';
import { failureOf } from '../../../../src-shared/errors/index.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const exact: GalleryState = {
  engine: 'exact',
  answers: 'exactly',
  vectors: 12,
  memory: 0,
  disk: 0,
  index: null,
  faces: 30,
  chosen: 'exact',
  server: null,
  shared: null,
  kept: null,
  failure: null,
};
const recall = { probes: 1000, at1: 1, at10: 0.9994, wanted: 0.999, expansion: 256 };
const indexed = (index: Partial<NonNullable<GalleryState['index']>>): GalleryState => ({
  ...exact,
  engine: 'usearch',
  chosen: 'usearch',
  answers: 'by-index',
  vectors: 400_000,
  index: { phase: 'ready', indexed: 400_000, recall, ...index },
});

let state: GalleryState;
let chosen: EngineName[];
beforeEach(() => {
  chosen = [];
  vi.mocked(bridge.call).mockImplementation((async (method: string, input: { engine: EngineName }) => {
    if (method === 'training.heads') return [{ id: 1, name: 'pretrained', active: true }];
    if (method === 'gallery.state') return state;
    chosen.push(input.engine);
    return input.engine;
  }) as never);
});

test.each<[GalleryState, RegExp]>([
  [exact, /compared with everybody: 12 people.*milliseconds/],
  [{ ...exact, vectors: 300_000 }, /With so many, an index is faster/],
  [indexed({ phase: 'building', indexed: 100_000, recall: null }), /Building the index: 25 %/],
  [indexed({ phase: 'measuring', recall: null }), /Measuring/],
  [indexed({}), /finds 99\.94 % of the ten nearest people, measured on 1000 enrolled faces/],
  [indexed({ phase: 'too-rough' }), /misses too many/],
  [{ ...indexed({}), answers: 'exactly', vectors: 50 }, /With 50 people, the index is no faster/],
  [
    { ...exact, chosen: 'usearch', failure: failureOf('usearch-not-installed', {}) },
    /usearch.*is not installed/,
  ],
])('the row says how it stands: %#', async (now, words) => {
  state = now;
  await act(async () => show(<GallerySearch />));
  expect(await screen.findByText(words)).toBeTruthy();
  const isIndex = now.chosen === 'usearch';
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Index' }).checked).toBe(isIndex);
  expect(screen.queryByRole('radio', { name: 'Database' })).toBeNull();
});

test('another engine is chosen with a click', async () => {
  state = exact;
  await act(async () => show(<GallerySearch />));
  const index = await screen.findByRole('radio', { name: 'Index' });
  await act(async () => fireEvent.click(index));
  expect(chosen).toEqual(['usearch']);
});

const name = 'tammes@db.example:5432/people';
const server = { name, connection: 'clear' } as const;
const byDatabase: GalleryState = { ...indexed({}), engine: 'postgres', chosen: 'postgres', server };
test.each<[GalleryState, RegExp, boolean]>([
  [
    byDatabase,
    /finds 99\.94 %.*embeddings are sent to the database tammes@db\.example:5432\/people\. The connection is not encrypted/,
    true,
  ],
  [
    { ...byDatabase, answers: 'exactly', vectors: 50 },
    /With 50 people.*embeddings are sent to the database tammes@db\.example/,
    true,
  ],
  [
    {
      ...exact,
      chosen: 'postgres',
      server,
      failure: failureOf('gallery-server-lost', { server: name, reason: 'gone' }),
    },
    /cannot be reached: gone.*all people are compared/,
    true,
  ],
  [{ ...exact, chosen: 'postgres', failure: failureOf('gallery-not-connected', {}) }, /not connected/, true],
  [{ ...exact, server }, /compared with everybody: 12 people/, false],
])('a library with a database says how that stands: %#', async (now, words, isChosen) => {
  state = now;
  await act(async () => show(<GallerySearch />));
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Database' }).checked).toBe(isChosen);
});

const seenAt = '2026-05-04T10:00:00.000Z';
const shared = { ...server, seenAt, recognised: true };
test.each<[GalleryState, RegExp]>([
  [
    { ...exact, shared },
    /12 people.*shared with other libraries in the database tammes@db\.example.*as they were at May 4, 2026/,
  ],
  [{ ...exact, shared: { ...shared, seenAt: null } }, /tammes@db\.example.*not encrypted.*Nobody of theirs/],
  [{ ...exact, shared: { ...shared, recognised: false } }, /tammes@db\.example.*not recognised by this head/],
  [
    { ...exact, shared, failure: failureOf('usearch-not-installed', {}) },
    /usearch.*shared with other libraries in the database tammes@db\.example/,
  ],
])('a library that shares a gallery says so in every state: %#', async (now, words) => {
  state = now;
  await act(async () => show(<GallerySearch />));
  expect(await screen.findByText(words)).toBeTruthy();
});
