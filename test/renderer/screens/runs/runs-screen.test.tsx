import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../../src-renderer/app/bridge.ts';
import RunsScreen from '../../../../src-renderer/screens/runs/RunsScreen.tsx';
import {
  type HeadInfo,
  type HeadVerdict,
  type Run,
  trainSpec,
} from '../../../../src-shared/contract/index.ts';
import { metricsOf } from '../../../helpers/metrics.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

type Spec = Parameters<typeof trainSpec.parse>[0];

const run = (id: number, spec: Spec, notes: Partial<Run> = {}): Run => ({
  ...{ id, spec: trainSpec.parse(spec), status: 'finished', startedAt: '2026-01-01', finishedAt: null },
  ...{ headId: id, lastEpoch: null, data: 'd', tags: [], note: '' },
  ...notes,
});
const headOf = ({ id }: Run, unseen: number): HeadInfo => ({
  ...{ id, name: '', active: false, kind: 'linear', dim: 128, loss: null, runId: id, hasCentres: false },
  ...{ hash: '', createdAt: '', outdated: false },
  // What the table says of it.
  verdict: {
    unseen: { figure: { value: unseen } },
    trained: { figure: null },
    standing: 'better',
  } as HeadVerdict,
});

const runs = [
  run(4, { loss: 'cosface' }, { tags: ['paper'], note: 'The best so far.\nFor the talk.' }),
  run(3, { loss: 'arcface', seed: 3 }),
  run(2, { loss: 'arcface', seed: 2 }),
  run(1, { loss: 'arcface', seed: 1 }),
];
const heads = runs.map((one, i) => headOf(one, [0.5, 0.9, 0.8, 0.7][i]!));

/** @param heads those that there are. */
const answerOf = (heads: readonly HeadInfo[]) =>
  (async (method: string, { runId } = { runId: 0 }) => {
    if (method === 'training.runs') return runs;
    if (method === 'training.heads') return heads;
    if (method === 'training.provenance') return [];
    // The first is of an older version.
    if (method === 'training.history')
      return [1, 2].map((epoch) => ({ ...metricsOf(epoch), ...(runId > 1 && { seconds: epoch }) }));
    if (method === 'training.annotate') return { entryId: 1 };
    if (method === 'journal.state') return { undo: null, redo: null };
    throw new Error(method);
  }) as never;

beforeEach(() => {
  location.hash = '#/runs';
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  // A text field grows with its text, for which it asks for fonts.
  Object.assign(document, { fonts: { addEventListener: () => {}, removeEventListener: () => {} } });
  vi.mocked(bridge.call).mockImplementation(answerOf(heads));
});

const table = () => screen.findByRole('table', { name: 'Runs' });
const choose = async (label: string, value: string) =>
  fireEvent.change(await screen.findByRole('combobox', { name: label }), { target: { value } });
const names = async () =>
  within(await table())
    .getAllByRole('button')
    .map(({ textContent }) => textContent);

test('runs are found by their tags and notes, and the state lies in the address', async () => {
  show(<RunsScreen />);
  expect(await names()).toEqual(['cosface-4', 'arcface-3', 'arcface-2', 'arcface-1']);
  expect((await table()).textContent).toContain('The best so far.');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'talk' } });
  expect(await names()).toEqual(['cosface-4']);
  expect(location.hash).toContain('find=talk');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing' } });
  fireEvent.click(screen.getByRole('button', { name: 'Show all runs' }));
  await choose('Tag', 'paper');
  expect(await names()).toEqual(['cosface-4']);
});

test('seeds of equal settings are one line with the interval of their mean, which opens to its runs', async () => {
  show(<RunsScreen />);
  await table();
  await choose('Groups', 'settings');
  expect(await names()).toEqual(['CosFace', 'ArcFace']);
  const arcface = within(await table()).getByRole('button', { name: 'ArcFace' });
  const row = arcface.closest('tr')!;
  // 4.303 · 0.1 / √3
  expect(row.textContent).toContain('80.0 ± 24.8 %3 seeds');
  expect((await table()).textContent).toContain('50.0 %1 seed: too few');
  expect(arcface.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(arcface);
  expect(await names()).toEqual(['CosFace', 'ArcFace', 'arcface-3', 'arcface-2', 'arcface-1']);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Compare all of ArcFace' }));
  expect(location.hash).toContain('compared=3.2.1');
  const legend = await screen.findAllByRole('button', { name: 'ArcFace, mean of 3 seeds', pressed: true });
  expect(legend.length).toBeGreaterThan(0);
});

test('compared runs say what differs, and which of them have no times', async () => {
  location.hash = '#/runs?compared=4.1';
  show(<RunsScreen />);
  const settings = await screen.findByRole('table', { name: 'Settings' });
  const rows = () =>
    within(settings)
      .getAllByRole('row')
      .map(({ textContent }) => textContent);
  expect(rows()).toContain('LossCosFaceArcFace');
  expect(rows().some((row) => row?.startsWith('Epochs'))).toBe(false);
  fireEvent.click(screen.getByRole('radio', { name: 'All' }));
  expect(rows()).toContain('Epochs3030');
  expect(within(settings).getByText('Loss').closest('tr')!.dataset.differs).toBe('true');
  fireEvent.click(screen.getByRole('radio', { name: 'By time' }));
  await screen.findByText(/by epoch only.*: arcface-1\./);
  fireEvent.change(screen.getByRole('slider', { name: 'Smoothing' }), { target: { value: '60' } });
  expect(location.hash).toContain('smooth=60');
});

test('a note and tags are written in the inspector', async () => {
  vi.mocked(bridge.call).mockImplementation(answerOf([]));
  location.hash = '#/runs?run=4';
  show(<RunsScreen />);
  const note = await screen.findByLabelText('Note');
  fireEvent.change(note, { target: { value: 'Second best.' } });
  fireEvent.blur(note);
  expect(bridge.call).toHaveBeenCalledWith('training.annotate', { runId: 4, note: 'Second best.' });
  const tags = screen.getByLabelText('Tags', { selector: 'input' });
  // Mantine takes no letters that nobody has typed.
  fireEvent.paste(tags, { clipboardData: { getData: () => 'slow' } });
  expect(bridge.call).toHaveBeenCalledWith('training.annotate', { runId: 4, tags: ['paper', 'slow'] });
});
