/** Names of the two large grids, by their screens. */
export const grids = { library: 'All faces', people: 'People' } as const;
