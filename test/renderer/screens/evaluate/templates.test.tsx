/** Pairs of templates on the screen Evaluate: their fields, their figures, and what is saved. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { en } from '../../../../src-renderer/app/messages/en.ts';
import { useToasts } from '../../../../src-renderer/app/toasts.tsx';
import { EvaluationView } from '../../../../src-renderer/screens/evaluate/EvaluationView.tsx';
import {
  type EvaluateState,
  evaluateParts,
  settingsOf,
} from '../../../../src-renderer/screens/evaluate/evaluate-address.ts';
import { OutsideFields } from '../../../../src-renderer/screens/evaluate/OutsideFields.tsx';
import { PairsPanels } from '../../../../src-renderer/screens/evaluate/PairsPanels.tsx';
import { useRefusedField } from '../../../../src-renderer/screens/evaluate/useRefusedField.ts';
import type { KeptEvaluation, PairsResult } from '../../../../src-shared/contract/index.ts';
import { TammesError } from '../../../../src-shared/errors/index.ts';
import { evaluationCsv, evaluationReport } from '../../../../src-shared/evaluation-files/index.ts';
import { madeUpEvaluation } from '../../../helpers/made-up-evaluation.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({
  bridge: { call: async () => [], on: () => () => {} },
}));

const usual = Object.fromEntries(
  Object.entries(evaluateParts).map(([key, part]) => [key, part.read(null)]),
) as unknown as EvaluateState;
const named: EvaluateState = {
  ...usual,
  protocol: 'templates',
  ...{ templates: '/lists/tid_mid.txt', templatePairs: '/lists/pairs.txt', templatePhotos: '/crops/' },
};

let toasts: ReturnType<typeof useToasts>;
function Fields() {
  const [state, setState] = useState(named);
  toasts = useToasts();
  const refused = useRefusedField(state);
  return <OutsideFields {...{ state, refused }} set={(change) => setState({ ...state, ...change })} />;
}
const field = (name: RegExp) => screen.getByRole('textbox', { name });
const fail = (error: TammesError) => act(() => toasts.fail(error, 'evaluate'));
const wrong = new TammesError('template-pair-wrong', { file: 'pairs.txt', line: 7, content: '1 2' });

test('both lists and the folder are needed', () => {
  expect(settingsOf(named)).toEqual({
    protocol: 'templates',
    ...{ templates: '/lists/tid_mid.txt', list: '/lists/pairs.txt', images: '/crops/' },
  });
  for (const key of ['templates', 'templatePairs', 'templatePhotos'])
    expect(settingsOf({ ...named, [key]: '' })).toBeNull();
});

test('what a list was refused for is told at its field, in both languages, until another is named', () => {
  show(<Fields />);
  fail(wrong);
  const told = screen.getByRole('alert');
  expect(told.textContent).toMatch(/pairs\.txt, line 7, is not a pair of templates/);
  expect(field(/List of pairs/).getAttribute('aria-describedby')).toBe(told.parentElement!.id);
  fireEvent.click(screen.getByText('other language'));
  expect(screen.getByRole('alert').textContent).toMatch(/pairs\.txt の 7 行目/);
  fireEvent.click(screen.getByText('other language'));
  fireEvent.change(field(/List of pairs/), { target: { value: '/lists/others.txt' } });
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a folder that lacks photos is told at its field, a file that cannot be read at that of its path', () => {
  show(<Fields />);
  fail(new TammesError('list-incomplete', { folder: '/crops', photo: '1.jpg', missing: 1, of: 2 }));
  expect(field(/Folder of/).getAttribute('aria-invalid')).toBe('true');
  fail(new TammesError('input-not-readable', { path: '/lists/tid_mid.txt' }));
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(field(/List of templates/).getAttribute('aria-invalid')).toBe('true');
});

test('what concerns no field is told as a toast, and nothing is told of what is tried again', () => {
  show(<Fields />);
  fail(new TammesError('host-silent', {}));
  expect(screen.getByRole('alert').querySelector('button')).toBeTruthy();
  fail(wrong);
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  act(() => toasts.retry('evaluate'));
  expect(screen.queryByRole('alert')).toBeNull();
});

const plain = madeUpEvaluation.pairs!;
const pairs: PairsResult = {
  ...plain,
  counts: { people: 3531, faces: 23_000, same: 19_557, different: 5_000_000 },
  heads: plain.heads.map((head) => ({
    ...head,
    points: [0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6].map((rate) => ({
      ...{ rate, value: 0.9, interval: [0.89, 0.91] as [number, number], threshold: 0.5, failed: null },
    })),
  })),
  templates: {
    ...{ photos: 469_375, media: 9000, templates: 23_124, unpaired: 1, lost: 2 },
    rejected: { same: 1, different: 30 },
  },
};
const kept: KeptEvaluation = {
  ...{ id: 1, name: 'IJB', at: '2026-12-01T00:00:00Z', people: 3531, heads: [] },
  settings: { protocol: 'templates', templates: 'tid_mid.txt', list: 'pairs.txt', images: 'crops' },
  ...{ shown: [], lost: ['7.jpg'] },
  result: { ...madeUpEvaluation, settings: { protocol: 'templates', templates: '', list: '', images: '' } },
};
kept.result = { ...kept.result, people: 3531, faces: 469_370, pairs };

test('the table has the rates that such benchmarks are cited at, and says what it is counted on', () => {
  show(
    <PairsPanels
      heads={madeUpEvaluation.heads}
      pairs={pairs}
      curve="roc"
      head={0}
      faces={new Map()}
      open=""
      set={() => {}}
    />,
  );
  const table = screen.getByRole('table', { name: 'True accept rate' });
  const headings = within(table).getAllByRole('rowheader');
  expect(headings.map(({ textContent }) => textContent)).toEqual([
    ...['10 %', '1 %', '0.1 %', '0.01 %', '0.001 %', '0.0001 %', 'AUC', 'EER'],
  ]);
  expect(
    screen.getByText(/469,375 photos of 9,000 media in 23,124 templates, 1 of them in no pair/),
  ).toBeTruthy();
  expect(
    screen.getByText(/2 templates have no face at all: 1 pair of one person and 30 of two/),
  ).toBeTruthy();
  fireEvent.click(screen.getByText('other language'));
  expect(screen.getByText(/テンプレート 23,124 個/)).toBeTruthy();
});

test('photos without a face are counted, also those that are not named', () => {
  show(<EvaluationView {...{ kept }} state={named} set={() => {}} />);
  expect(screen.getByText('On 5 photos no face was found: their templates do without them')).toBeTruthy();
  expect(screen.getByText('7.jpg')).toBeTruthy();
});

test('tables and reports have all of it', () => {
  expect(evaluationCsv(kept)).toContain('pairs,pretrained,,TAR,0.000001,0.9,0.89,0.91');
  const report = evaluationReport(kept, [], en.evaluate, 'en');
  expect(report).toContain('<th>0.0001 %</th><td><b>90.0</b> 89.0–91.0</td>');
  expect(report).toContain('in 23,124 templates');
  expect(report).toContain('their templates do without them');
});
