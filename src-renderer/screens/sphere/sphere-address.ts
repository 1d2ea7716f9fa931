import { query, useQueryState } from '../../app/address.ts';

/** What is shown of the sphere; it lies in the address. */
const parts = {
  of: query.oneOf('head', 'run'),
  /** Null: the active one. */
  head: query.number(),
  /** Of a head: the sphere, a map that keeps neighbours, or a heatmap of its angles. */
  view: query.oneOf('sphere', 'map', 'angles'),
  centres: query.oneOf('learned', 'means'),
  /** Null: the one that is running, else the newest. */
  run: query.number(),
  beside: query.number(),
  /** Class centres that are selected, by their numbers within the head or run. */
  chosen: query.numbers(),
  /** Filters, as the library's address has them. */
  find: query.text(),
  tag: query.text(),
  quality: query.oneOf('any', 'good', 'poor'),
};

/** More than these would make an address that nobody can hand on. */
export const mostInAddress = 60;

export const useSphereAddress = () => useQueryState(parts);
