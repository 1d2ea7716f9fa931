/** A map in the plane on which people lie beside those they are truly close to: t-SNE (van der Maaten and Hinton, 2008). */
import { angleBetween, principalCoordinates } from '../../../src-shared/sphere/index.ts';
import { type Attraction, attractions } from './attractions.ts';
import { nearestOfAll } from './nearest-of-all.ts';

/** So many neighbours count for each: few, since the very nearest are to stay nearest. */
const perplexity = 2;
/** Neighbours further away than these, by rank, weigh next to nothing. */
const neighbours = 4 * perplexity;
/** Neighbours attract each other more at first, so that groups find together before they take up room. */
const exaggeration = { factor: 12, rounds: 200 };
const rounds = 700;
/** Extent of the start: so little that nothing lies between neighbours. */
const startExtent = 1e-4;
/** Share of the work that looking for neighbours is. */
const searching = 0.05;

/**
 * Places in the plane that keep neighbours, with the true angle as distance. It begins with the principal plane and uses no
 * random number: the same centres give the same map.
 * @param rows unit vectors, at most `mostOnMap`.
 * @returns x, y and z in turn: x and y from -1 to 1, z 0. @yields the share that is done, from 0 to 1.
 */
export function* neighbourMap(rows: readonly Float32Array[]): Generator<number, Float32Array> {
  const start = principalPlane(rows);
  // The principal plane of three points has all of them as they are.
  if (rows.length <= 3) return pointsOf(start);
  const search = nearestOfAll(rows, Math.min(neighbours, rows.length - 1));
  let found = search.next();
  for (; !found.done; found = search.next()) yield searching * found.value;
  const angles = found.value.map((others, i) => others.map((j) => angleBetween(rows[i]!, rows[j]!)));
  const layout = new Layout(scaled(start, startExtent), attractions(found.value, angles, perplexity));
  for (let round = 0; round < rounds; round++) {
    const isEarly = round < exaggeration.rounds;
    layout.step(isEarly ? exaggeration.factor : 1, isEarly ? 0.5 : 0.8);
    yield searching + ((1 - searching) * (round + 1)) / rounds;
  }
  return pointsOf(layout.places);
}

/** Points in the plane that neighbours pull together and all others push apart. */
class Layout {
  /** x and y in turn. */
  readonly places: Float64Array;
  readonly #attractions: readonly Attraction[];
  readonly #steps: Float64Array;
  /** How much longer or shorter than usual the steps of each coordinate are. */
  readonly #gains: Float64Array;
  readonly #gradient: Float64Array;

  constructor(start: Float64Array, attractions: readonly Attraction[]) {
    this.places = start;
    this.#attractions = attractions;
    this.#steps = new Float64Array(start.length);
    this.#gains = new Float64Array(start.length).fill(1);
    this.#gradient = new Float64Array(start.length);
  }

  /** One step down the gradient. @param factor of the attraction. @param momentum part of the step before that goes on. */
  step(factor: number, momentum: number): void {
    const { places } = this;
    const gradient = this.#gradient;
    this.#repel();
    for (const { a, b, weight } of this.#attractions) {
      const [dx, dy] = [places[2 * a]! - places[2 * b]!, places[2 * a + 1]! - places[2 * b + 1]!];
      const pull = (factor * weight) / (1 + dx * dx + dy * dy);
      gradient[2 * a]! += pull * dx;
      gradient[2 * a + 1]! += pull * dy;
      gradient[2 * b]! -= pull * dx;
      gradient[2 * b + 1]! -= pull * dy;
    }
    // Belkina and others (2019): in proportion to the number of points.
    const rate = 4 * Math.max(10, places.length / 2 / exaggeration.factor / 4);
    for (let k = 0; k < places.length; k++) {
      const isOnward = gradient[k]! > 0 === this.#steps[k]! < 0;
      const gain = Math.max(0.01, isOnward ? this.#gains[k]! + 0.2 : this.#gains[k]! * 0.8);
      this.#gains[k] = gain;
      this.#steps[k] = momentum * this.#steps[k]! - rate * gain * gradient[k]!;
      places[k]! += this.#steps[k]!;
    }
  }

  /** Begins the gradient with what pushes all pairs apart. */
  #repel(): void {
    const { places } = this;
    const gradient = this.#gradient.fill(0);
    let total = 0;
    for (let i = 0; i < places.length; i += 2) {
      const [x, y] = [places[i]!, places[i + 1]!];
      let [alongX, alongY] = [0, 0];
      for (let j = i + 2; j < places.length; j += 2) {
        const dx = x - places[j]!;
        const dy = y - places[j + 1]!;
        const near = 1 / (1 + dx * dx + dy * dy);
        total += 2 * near;
        const push = near * near;
        alongX += push * dx;
        alongY += push * dy;
        gradient[j]! += push * dx;
        gradient[j + 1]! += push * dy;
      }
      gradient[i]! -= alongX;
      gradient[i + 1]! -= alongY;
    }
    for (let k = 0; k < gradient.length; k++) gradient[k]! /= total;
  }
}

/** Coordinates along the two directions in which the rows differ most, x and y in turn. */
function principalPlane(rows: readonly Float32Array[]): Float64Array {
  const dim = rows[0]?.length ?? 0;
  const middle = Float64Array.from({ length: dim }, (_, k) =>
    rows.reduce((sum, row) => sum + row[k]! / rows.length, 0),
  );
  // In two dimensions the third is 0.
  const apart = rows.map((row) =>
    Float64Array.from({ length: Math.max(3, dim) }, (_, k) => (k < dim ? row[k]! - middle[k]! : 0)),
  );
  const along = principalCoordinates(apart);
  return Float64Array.from({ length: 2 * rows.length }, (_, at) => along[3 * (at >> 1) + (at % 2)]!);
}

/** Moved and scaled so that the longer side goes from minus to plus an extent. @param places x and y in turn. */
function scaled(places: Float64Array, extent: number): Float64Array {
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const most = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  places.forEach((value, at) => {
    least[at % 2] = Math.min(least[at % 2]!, value);
    most[at % 2] = Math.max(most[at % 2]!, value);
  });
  const scale = (2 * extent) / Math.max(most[0]! - least[0]!, most[1]! - least[1]!, 1e-9);
  return places.map((value, at) => scale * (value - (least[at % 2]! + most[at % 2]!) / 2));
}

/** As points of a picture. */
function pointsOf(places: Float64Array): Float32Array {
  const whole = scaled(places, 1);
  return Float32Array.from({ length: (whole.length / 2) * 3 }, (_, at) =>
    at % 3 === 2 ? 0 : whole[2 * Math.floor(at / 3) + (at % 3)]!,
  );
}
