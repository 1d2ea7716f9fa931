/** A search for people who are all enrolled, on the screen Evaluate: what it asks for, and what it shows. */
import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { evaluateEn } from '../../../../src-renderer/app/messages/evaluate-en.ts';
import { EvaluateSettings } from '../../../../src-renderer/screens/evaluate/EvaluateSettings.tsx';
import { EvaluationView } from '../../../../src-renderer/screens/evaluate/EvaluationView.tsx';
import {
  type EvaluateState,
  evaluateParts,
  settingsOf,
} from '../../../../src-renderer/screens/evaluate/evaluate-address.ts';
import { KeptList } from '../../../../src-renderer/screens/evaluate/KeptList.tsx';
import type { KeptEvaluation, SearchResult } from '../../../../src-shared/contract/index.ts';
import { evaluationCsv, evaluationReport } from '../../../../src-shared/evaluation-files/index.ts';
import { madeUpEvaluation } from '../../../helpers/made-up-evaluation.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({
  bridge: { call: async () => [], on: () => () => {} },
}));

const usual = Object.fromEntries(
  Object.entries(evaluateParts).map(([key, part]) => [key, part.read(null)]),
) as unknown as EvaluateState;
const wanted: EvaluateState = { ...usual, protocol: 'holdout' };

const at = (value: number) => ({ value, interval: [value - 0.02, value + 0.02] as [number, number] });
const headOf = (top1: number): SearchResult['heads'][number] => ({
  ...{
    top1: at(top1),
    top5: at(0.97),
    ranks: [top1, 0.95, 0.96, 0.97, 0.97].map(at),
    eer: null,
    eerAt: null,
    points: [],
    histogram: null,
    calibration: null,
  },
  failures: [{ face: 1, found: 2, kind: 'other', score: 0.6 }],
  confusions: { people: [], searches: [], cells: [] },
});
const search: SearchResult = {
  counts: { people: 5, strangers: 0, probes: 30, strangerPhotos: 0, leastStrangerPhotos: 0 },
  heads: [headOf(0.8), headOf(0.9)],
  differences: [{ top1: at(0.1), top5: at(0), eer: null, points: [] }],
};
const settings = { protocol: 'holdout', each: 2, draws: 10, by: null, unseen: false } as const;
const face = (id: number, name: string) => ({ id, name, photoId: id, file: null, personId: id });
const kept: KeptEvaluation = {
  ...{ id: 1, name: 'Enrolled', at: '2026-12-01T00:00:00Z', people: 5, settings, lost: [] },
  heads: [{ name: 'pretrained', at1: at(0.8) }],
  shown: [face(1, 'Ada'), face(2, 'Bob')],
  result: { ...madeUpEvaluation, settings, search },
};

function View() {
  const [state, setState] = useState(wanted);
  return <EvaluationView {...{ kept, state }} set={(change) => setState({ ...state, ...change })} />;
}

test('photos enrolled and draws are asked for, but no strangers', () => {
  expect(settingsOf(wanted)).toEqual(settings);
  show(
    <EvaluateSettings
      {...{ heads: [], otherHeads: [], chosen: [], refused: null, set: () => {} }}
      state={wanted}
    />,
  );
  fireEvent.click(screen.getByText('2 photos each · 10 draws'));
  expect(screen.getByRole('textbox', { name: 'Photos enrolled of each person' })).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: /Strangers/i })).toBeNull();
  fireEvent.click(screen.getByText('other language'));
  expect(screen.getByText('1 人 2 枚・10 回')).toBeTruthy();
});

test('the table says how often the right person comes first; its row opens who came first instead', () => {
  show(<View />);
  const table = screen.getByRole('table', { name: 'How often the right person comes first' });
  const cells = (row: RegExp) =>
    within(within(table).getByRole('rowheader', { name: row }).closest('tr')!)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  expect(cells(/Comes first/)).toEqual(['80.0 78.0–82.0', '90.0 88.0–92.0', '+10.0 +8.0 … +12.0']);
  expect(cells(/Among the first five/)).toHaveLength(3);
  expect(within(table).queryByText('FAR')).toBeNull();
  expect(screen.getByText(/30 searches for 5 people/)).toBeTruthy();
  fireEvent.click(within(table).getByRole('button', { name: 'Comes first' }));
  expect(screen.getAllByText('Bob came first').length).toBeGreaterThan(0);
  fireEvent.click(screen.getByText('other language'));
  expect(screen.getByRole('table', { name: '本人が 1 位になる割合' })).toBeTruthy();
});

test('the curve by rank has a table with intervals, and an older evaluation does without', () => {
  show(<View />);
  const title = 'Right person among the first (CMC)';
  fireEvent.click(screen.getByRole('button', { name: `${title}: show the table` }));
  const table = screen.getByRole('table', { name: title });
  const rows = within(table).getAllByRole('row');
  expect(rows).toHaveLength(6);
  expect(
    within(rows[1]!)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent),
  ).toEqual(['1', '80.0 % (78.0 % – 82.0 %)', '90.0 % (88.0 % – 92.0 %)']);
});

test('its CSV has each rank once, and its report a table of them', () => {
  const csv = evaluationCsv(kept).split('\r\n');
  const figures = csv
    .filter((line) => line.startsWith('search,pretrained,,'))
    .map((line) => line.split(',')[3]);
  expect(figures).toEqual(['top1', 'top5', 'top2', 'top3', 'top4']);
  expect(evaluationReport(kept, [], evaluateEn, 'en')).toMatch(
    /<h3>Right person among the first \(CMC\)<\/h3>.*<th>2<\/th><td><b>95\.0<\/b> 93\.0–97\.0<\/td>/,
  );
  expect(evaluationReport({ ...kept, result: madeUpEvaluation }, [], evaluateEn, 'en')).not.toContain('CMC');
});

test('the list of what is kept has the share that comes first, and says so', () => {
  show(<KeptList all={[kept]} shown={1} onShow={() => {}} />);
  const row = screen.getByRole('button', { name: 'Enrolled' }).closest('tr')!;
  expect(row.textContent).toMatch(/Search for enrolled people.*Comes first.*pretrained 80\.0/);
});
