/** The faces that an evaluation mentions, and an evaluation without some of them. */
import { z } from 'zod';
import {
  type EvaluatedPair,
  type EvaluationConfusions,
  type EvaluationResult,
  evaluationResult,
  type GroupsResult,
} from '../../src-shared/contract/index.ts';
import { pairing } from './pairing.ts';

/** Photos beside the library: those that the result mentions, by numbers below 0, and those on which no face was found. */
const outside = z.object({
  faces: z.array(
    z.object({ id: z.int(), person: z.string(), file: z.string().nullable(), path: z.string().nullable() }),
  ),
  lost: z.array(z.string()),
});
export type OutsidePhotos = z.infer<typeof outside>;

/** As it is stored: older ones cannot be compared with others. */
const storedResult = evaluationResult.extend({
  pairing: pairing.nullable().default(null),
  outside: outside.nullable().default(null),
});
export type StoredResult = z.infer<typeof storedResult>;

/** @param json as it is stored. @returns null if it cannot be read. */
export function readResult(json: string): StoredResult | null {
  try {
    return storedResult.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

const both = (list: readonly EvaluatedPair[]) => list.flatMap(({ a, b }) => [a, b]);

/** Numbers of all faces that are mentioned, each once. */
export function facesIn({ search, pairs, groups }: EvaluationResult): number[] {
  const faces = [
    ...(search?.heads ?? []).flatMap(({ failures, confusions, histogram, calibration }) => [
      ...both([...sampledIn(histogram), ...statedIn(calibration)]),
      ...failures.flatMap(({ face, found }) => [face, found]),
      ...confusions.people,
      ...confusions.cells.flatMap(({ faces }) => faces.flat()),
    ]),
    ...(pairs?.heads ?? []).flatMap(({ same, different, histogram, calibration }) =>
      both([...same, ...different, ...sampledIn(histogram), ...statedIn(calibration)]),
    ),
    ...(groups === null ? [] : facesOfGroups(groups)),
  ];
  return [...new Set(faces)];
}

/** Numbers of the faces that groups mention. */
export const facesOfGroups = ({ rows, heads }: GroupsResult): number[] => [
  ...rows.flatMap(({ sample }) => sample),
  ...heads.flatMap(({ groups }) =>
    groups.flatMap(({ failed }) =>
      failed === null ? [] : both([...failed.worstSame, ...failed.worstDifferent]),
    ),
  ),
];

type PairsHead = NonNullable<EvaluationResult['pairs']>['heads'][number];
type Histogram = PairsHead['histogram'];
type Calibration = PairsHead['calibration'];

const sampledIn = (histogram: Histogram | null): EvaluatedPair[] =>
  histogram?.samples ? [...histogram.samples.same, ...histogram.samples.different].flat() : [];

const statedIn = (calibration: Calibration): EvaluatedPair[] =>
  (calibration?.bins ?? []).flatMap(({ samples }) => (samples ? [...samples.right, ...samples.wrong] : []));

/** The figures stay; what shows one of the faces, or the person whom it stands for, goes. */
export function withoutFaces<Result extends EvaluationResult & { outside?: OutsidePhotos | null }>(
  result: Result,
  gone: ReadonlySet<number>,
): Result {
  const left = (pairs: readonly EvaluatedPair[]) => pairs.filter(({ a, b }) => !gone.has(a) && !gone.has(b));
  const histogramLeft = ({ samples, ...bins }: Histogram): Histogram => ({
    ...bins,
    samples: samples && { same: samples.same.map(left), different: samples.different.map(left) },
  });
  const calibrationLeft = (calibration: Calibration): Calibration =>
    calibration && {
      ...calibration,
      bins: calibration.bins.map(({ samples, ...bin }) => ({
        ...bin,
        samples: samples && { right: left(samples.right), wrong: left(samples.wrong) },
      })),
    };
  return {
    ...result,
    ...(result.outside && {
      outside: { ...result.outside, faces: result.outside.faces.filter(({ id }) => !gone.has(id)) },
    }),
    search: result.search && {
      ...result.search,
      heads: result.search.heads.map((head) => ({
        ...head,
        failures: head.failures.filter(({ face, found }) => !gone.has(face) && !gone.has(found)),
        confusions: confusionsWithout(head.confusions, gone),
        histogram: head.histogram && histogramLeft(head.histogram),
        calibration: calibrationLeft(head.calibration),
      })),
    },
    pairs: result.pairs && {
      ...result.pairs,
      heads: result.pairs.heads.map((head) => ({
        ...head,
        same: left(head.same),
        different: left(head.different),
        histogram: histogramLeft(head.histogram),
        calibration: calibrationLeft(head.calibration),
      })),
    },
    groups: result.groups && {
      ...result.groups,
      rows: result.groups.rows.map((row) => ({ ...row, sample: row.sample.filter((id) => !gone.has(id)) })),
      heads: result.groups.heads.map((head) => ({
        ...head,
        groups: head.groups.map(({ failed, ...shares }) => ({
          ...shares,
          failed: failed && {
            ...failed,
            worstSame: left(failed.worstSame),
            worstDifferent: left(failed.worstDifferent),
          },
        })),
      })),
    },
  };
}

function confusionsWithout(
  { people, searches, cells }: EvaluationConfusions,
  gone: ReadonlySet<number>,
): EvaluationConfusions {
  const kept = people.map((face) => !gone.has(face));
  /** Places after those who go have moved up. */
  const placeOf = kept.map((_, i) => kept.slice(0, i).filter(Boolean).length);
  return {
    people: people.filter((_, i) => kept[i]),
    searches: searches.filter((_, i) => kept[i]),
    cells: cells
      .filter(({ row, column }) => kept[row] && kept[column])
      .map((cell) => ({
        ...cell,
        row: placeOf[cell.row]!,
        column: placeOf[cell.column]!,
        faces: cell.faces.filter(([a, b]) => !gone.has(a) && !gone.has(b)),
      })),
  };
}
