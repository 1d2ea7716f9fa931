/** Folders that are read one after another, without a browser and its vision worker. */
import { act, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ScanProgress } from '../../../src-shared/contract/index.ts';
import { scanChanges } from '../../../src-shared/contract/index.ts';
import { toFailure } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/vision/vision.ts', () => ({
  visionStatus: async () => ({ backend: 'none', lost: [] }),
}));

const none = scanChanges.parse(Object.fromEntries(Object.keys(scanChanges.shape).map((kind) => [kind, 0])));
const scan: ScanProgress = {
  ...{ scanId: 1, folder: '', total: 1, done: 0, faces: 0, failures: 0, alreadyDone: 0 },
  ...{ changes: { ...none, added: 1 }, unmatched: null },
};

/** What the main process was asked, and what it answers. */
const begun: string[] = [];
let hold: Promise<void> = Promise.resolve();
const answers: Record<string, (input: never) => unknown> = {
  'library.beginScan': ({ folder }: { folder: string }) => {
    begun.push(folder);
    if (folder === '/gone') throw new Error('gone');
    return scan;
  },
  'library.nextPhoto': () => hold.then(() => null),
  'library.endScan': () => scan,
};
Object.assign(window, {
  tammes: {
    call: async (method: string, input: never) => {
      try {
        return { ok: true, value: await answers[method]!(input) };
      } catch (error) {
        return { ok: false, failure: toFailure(error) };
      }
    },
    on: () => {},
  },
});
const { ReadingProvider, useScan } = await import('../../../src-renderer/app/reading/index.tsx');

let work: ReturnType<typeof useScan>;
function Reader() {
  work = useScan();
  return null;
}
beforeEach(() => {
  begun.length = 0;
  hold = Promise.resolve();
  show(
    <ReadingProvider>
      <Reader />
    </ReadingProvider>,
  );
});

test('each begins when the one before is done, and one that is gone holds up none', async () => {
  await act(() => work.read('/first', '/gone', '/last'));
  expect(begun).toEqual(['/first', '/gone', '/last']);
  expect(work.reading).toBeNull();
});

test('none begins after it was cancelled', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  let reading: Promise<void> | undefined;
  act(() => {
    reading = work.read('/first', '/last');
  });
  await waitFor(() => expect(work.reading).not.toBeNull());
  work.cancel();
  await act(async () => {
    resolve();
    await reading;
  });
  expect(begun).toEqual(['/first']);
});
