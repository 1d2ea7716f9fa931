/** Works out pictures beside the interface, which goes on turning meanwhile. */
import { expose, transfer } from 'comlink';
import type { Spread } from '../../../src-shared/contract/index.ts';
import { project, projectAfter, spreadOf } from '../../../src-shared/sphere/index.ts';
import type { NearestCentres } from '../picture.ts';
import { type AngleTable, angleTable } from './angle-table.ts';
import { fitGhost } from './ghost.ts';
import { IdealSearch } from './ideal-search.ts';
import { mapOfMany } from './map-of-many.ts';
import { nearestOf } from './nearest.ts';
import { placeSamples } from './place-samples.ts';
import { matrixOf, type PackedRows, pointsOf, unpackRows } from './rows.ts';

/** Centres on the sphere that is shown, and how true that is. */
export interface ShownPicture {
  /** x, y and z in turn. */
  points: Float32Array;
  exact: boolean;
  /** Mean difference between shown and true angles, degrees. */
  meanError: number;
  stress: number;
  worst: { pair: [number, number]; shown: number; true: number } | null;
}

/** A frame of a run as it is shown, and its spread; the neighbours apart, in little memory. */
export interface ShownFrame extends ShownPicture {
  nearest: NearestCentres;
  spread: Spread;
}

/** A frame that others follow. */
export interface FrameBefore {
  centres: Float32Array;
  points: Float32Array;
}

/** Milliseconds: the window draws after each batch. */
const batchTime = 200;

/** By the numbers of points and dimensions: one that was stopped goes on from where it was. */
const searches = new Map<string, IdealSearch>();

const functions = {
  /** @param from the picture of the frame before. */
  project(centres: PackedRows, from: Float32Array | null): ShownPicture {
    const options = from === null ? {} : { from: pointsOf(from) };
    const { points, exact, meanError, stress, worst } = project(unpackRows(centres), options);
    const { values } = matrixOf(points);
    return transfer({ points: values, exact, meanError, stress, worst }, [values.buffer]);
  },

  /**
   * Frames of a run, one after the other: as many as are done in a short time, at least one.
   * @param before the frame before them: each is like the one before, and not turned against it.
   */
  frames(centres: Float32Array[], dim: number, before: FrameBefore | null): ShownFrame[] {
    const end = performance.now() + batchTime;
    const shown: ShownFrame[] = [];
    for (const values of centres) {
      const newest = shown.at(-1);
      const previous = newest ? { centres: centres[shown.length - 1]!, points: newest.points } : before;
      shown.push(showFrame({ values, dim }, previous));
      if (performance.now() > end) break;
    }
    return shown;
  },

  angles(centres: PackedRows): AngleTable {
    const table = angleTable(unpackRows(centres));
    return transfer(table, [table.angles.buffer, table.order.buffer]);
  },

  /**
   * A map that keeps neighbours, x, y and z in turn.
   * @param tell hears the share that is done, from 0 to 1, each short while; it ends the work by throwing.
   */
  async map(centres: PackedRows, tell: (share: number) => void | Promise<void>): Promise<Float32Array> {
    const work = mapOfMany(unpackRows(centres));
    let next = performance.now() + batchTime;
    for (;;) {
      const { done, value } = work.next();
      if (done) return transfer(value, [value.buffer]);
      if (performance.now() < next) continue;
      // Others who ask the worker get their turn meanwhile.
      await tell(value);
      next = performance.now() + batchTime;
    }
  },

  samples(centres: PackedRows, points: Float32Array, samples: PackedRows, labels: Int32Array): Float32Array {
    const places = placeSamples(unpackRows(centres), points, unpackRows(samples), labels);
    return transfer(places, [places.buffer]);
  },

  /**
   * The best arrangement of as many points, laid over them; it is searched for a short while each time, and null until it is
   * found. `share` is how much of the search is done, from 0 to 1.
   */
  ghost(points: Float32Array, dim: number): { ghost: Float32Array | null; share: number } {
    const rows = pointsOf(points);
    const key = `${rows.length} ${dim}`;
    const search = searches.get(key) ?? new IdealSearch(rows.length, dim);
    searches.set(key, search);
    search.advance(batchTime, () => performance.now());
    const { found, share } = search;
    return { ghost: found && matrixOf(fitGhost(found, rows)).values, share };
  },
};

function showFrame(centres: PackedRows, before: FrameBefore | null): ShownFrame {
  const rows = unpackRows(centres);
  const { points, ...truth } = before
    ? projectAfter(rows, {
        rows: unpackRows({ ...centres, values: before.centres }),
        points: pointsOf(before.points),
      })
    : project(rows);
  const { values } = matrixOf(points);
  const spread = spreadOf(rows);
  const { kissing } = spread;
  return {
    ...truth,
    points: values,
    nearest: nearestOf(spread.nearest),
    spread: { ...spread, nearest: [], kissing: { ...kissing, pairs: [] } },
  };
}

export type SphereWorker = typeof functions;
expose(functions);
