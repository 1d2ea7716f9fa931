import fc from 'fast-check';
import { expect, test } from 'vitest';
import { facesIn, readResult, withoutFaces } from '../../src-main/store/evaluation-faces.ts';
import { type EvaluationResult, evaluationResult } from '../../src-shared/contract/index.ts';

const face = fc.integer({ min: 1, max: 9 });
const figure = { value: 0.5, interval: null };
const failure = fc.record({
  face,
  found: face,
  kind: fc.constantFrom('other', 'missed'),
  score: fc.constant(0.5),
});
const confusions = fc.uniqueArray(face, { maxLength: 4 }).chain((people) => {
  const place = fc.nat(Math.max(0, people.length - 1));
  const faces = fc.array(fc.tuple(face, face), { maxLength: 3 });
  const cell = fc.record({ row: place, column: place, count: fc.constant(1), faces });
  return fc.record({
    people: fc.constant(people),
    searches: fc.constant(people.map((person) => 10 * person)),
    cells: people.length === 0 ? fc.constant([]) : fc.array(cell, { maxLength: 6 }),
  });
});
const pair = fc.record({ a: face, b: face, score: fc.constant(0.4) });
const pairs = fc.array(pair, { maxLength: 3 });
const samples = fc.option(fc.record({ same: fc.array(pairs), different: fc.array(pairs) }));
const bins = fc.array(
  fc.record({
    ...{ probability: fc.constant(0.5), right: fc.constant(0.4), count: fc.constant(9) },
    samples: fc.option(fc.record({ right: pairs, wrong: pairs })),
  }),
  { maxLength: 3 },
);
const failed = fc.option(
  fc.record({
    ...{ same: fc.constant(3), different: fc.constant(4) },
    ...{ worstSame: pairs, worstDifferent: pairs },
  }),
);
const sample = fc.array(face, { maxLength: 3 });
const result = fc
  .record({
    ...{ failures: fc.array(failure), confusions, same: pairs, different: pairs },
    ...{ samples, bins, failed, sample },
  })
  .map(({ failures, confusions, same, different, samples, bins, failed, sample }): EvaluationResult => {
    const histogram = { from: 0, step: 0.1, same: [1], different: [2], threshold: null, samples };
    const row = { name: 'day', people: 2, faces: 3, same: 1, different: 2, photos: null, notFound: null };
    const counts = { people: 2, strangers: 2, probes: 2, strangerPhotos: 2, leastStrangerPhotos: 2 };
    const common = { eer: figure, eerAt: null, points: [], histogram, calibration: { ece: figure, bins } };
    return evaluationResult.parse({
      settings: { protocol: 'open-set' },
      heads: [],
      people: 4,
      faces: 9,
      seconds: 1,
      search: { counts, heads: [{ ...common, top1: figure, failures, confusions }], differences: [] },
      pairs: {
        counts: { people: 4, faces: 9, same: 1, different: 2 },
        heads: [{ ...common, auc: figure, same, different }],
        differences: [],
      },
      groups: {
        ...{ by: 'shift', unknown: 0, notFoundGap: null, rows: [{ ...row, sample }] },
        heads: [
          {
            ...{ threshold: 0.5, rate: 0.01, trueAcceptGap: null, falseAcceptGap: null },
            groups: [{ trueAccept: null, falseAccept: null, failed }],
          },
        ],
      },
    });
  });

test('without some faces an evaluation mentions all others, and people keep what was counted of them', () => {
  fc.assert(
    fc.property(result, fc.array(face, { maxLength: 3 }), (whole, list) => {
      const gone = new Set(list);
      const left = withoutFaces(whole, gone);
      expect(facesIn(left).some((one) => gone.has(one))).toBe(false);
      const { people, searches, cells } = left.search!.heads[0]!.confusions;
      expect(searches).toEqual(people.map((person) => 10 * person));
      const before = whole.search!.heads[0]!.confusions;
      const named = ({ row, column }: { row: number; column: number }, of: readonly number[]) => [
        of[row],
        of[column],
      ];
      expect(cells.map((cell) => named(cell, people))).toEqual(
        before.cells
          .map((cell) => named(cell, before.people))
          .filter((both) => both.every((one) => !gone.has(one!))),
      );
      expect(readResult(JSON.stringify(left))).toEqual({ ...left, pairing: null, outside: null });
      if (gone.size === 0) expect(left).toEqual(whole);
    }),
  );
});

test('what is no evaluation is none', () => {
  expect(readResult('{"people":')).toBeNull();
  expect(readResult('{"people": 3}')).toBeNull();
});
