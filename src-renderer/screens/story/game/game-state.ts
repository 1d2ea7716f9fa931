/** The Tammes game as it stands. Every change can be taken back. */
import { onSphere, type Place, startPlaces } from '../../../../src-shared/story/index.ts';

export interface Game {
  /** Where the points began. */
  seed: number;
  places: readonly Place[];
  /** Before each move, the latest last. */
  past: readonly (readonly Place[])[];
  /** What the latest move is known by: more of the same is the same move. */
  move: string | null;
}

/** Fewest and most points of a game. */
export const points = { min: 2, max: 50, step: 1, whole: true };

export function newGame(count: number, seed: number): Game {
  return { seed, places: startPlaces(count, seed), past: [], move: null };
}

/** Other points in the place of these, which an undo brings back. Of several counts in a row only the last is a move. */
export function restarted(game: Game, count: number, seed: number): Game {
  const move = seed === game.seed ? 'count' : `seed ${seed}`;
  return { ...withPlaces(game, startPlaces(count, seed), move), seed };
}

/** @param move what it is known by; the same as the latest goes on with that move, and is taken back with it. */
export function withPlaces(game: Game, places: readonly Place[], move: string): Game {
  if (places === game.places) return game;
  const past = move === game.move ? game.past : [...game.past, game.places];
  return { ...game, places, past, move };
}

export function withPoint(game: Game, index: number, to: Place, move: string): Game {
  const places = game.places.map((place, i) => (i === index ? onSphere(to) : place));
  return withPlaces(game, places, move);
}

/** The game before the latest move. */
export function undone(game: Game): Game {
  const places = game.past.at(-1);
  return places === undefined ? game : { ...game, places, past: game.past.slice(0, -1), move: null };
}
