/** Works out pictures beside the interface, which goes on turning meanwhile. */
import { expose, transfer } from 'comlink';
import { type Point3, project } from '../../src-shared/sphere/index.ts';
import { fitGhost, idealArrangement } from './ghost.ts';
import { placeSamples } from './place-samples.ts';
import { type Matrix, matrixOf, pointsOf, rowsOf } from './rows.ts';

/** Centres on the sphere that is shown, and how true that is. */
export interface Shown {
  /** x, y and z in turn. */
  points: Float32Array;
  exact: boolean;
  /** Mean difference between shown and true angles, degrees. */
  meanError: number;
  stress: number;
  worst: { pair: [number, number]; shown: number; true: number } | null;
}

const ideals = new Map<string, Point3[]>();

const functions = {
  /** @param from the picture of the frame before. */
  project(centres: Matrix, from: Float32Array | null): Shown {
    const options = from === null ? {} : { from: pointsOf(from) };
    const { points, exact, meanError, stress, worst } = project(rowsOf(centres), options);
    const { values } = matrixOf(points);
    return transfer({ points: values, exact, meanError, stress, worst }, [values.buffer]);
  },

  samples(centres: Matrix, points: Float32Array, samples: Matrix, labels: Int32Array): Float32Array {
    const places = placeSamples(rowsOf(centres), points, rowsOf(samples), labels);
    return transfer(places, [places.buffer]);
  },

  /** The best arrangement of as many points, laid over them. */
  ghost(points: Float32Array, dim: number): Float32Array {
    const own = pointsOf(points);
    const key = `${own.length} ${dim}`;
    const ideal = ideals.get(key) ?? idealArrangement(own.length, dim, () => performance.now());
    ideals.set(key, ideal);
    return matrixOf(fitGhost(ideal, own)).values;
  },
};

export type SphereWorker = typeof functions;
expose(functions);
