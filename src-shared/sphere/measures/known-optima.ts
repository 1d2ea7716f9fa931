/** Arrangements that are proven to be the best of their size, beside simplex, cross-polytope and polygon. */
interface KnownOptimum {
  dim: number;
  count: number;
  /** Cosine of the smallest angle. */
  cosine: number;
  name: string;
}

/**
 * Levenshtein (1979, 1992), as listed by Cohn and Kumar, "Universally optimal distribution of points on spheres" (2007),
 * table 1: codes that reach Levenshtein's bound. Others with their source.
 */
const single: readonly KnownOptimum[] = [
  // Bachoc and Vallentin 2009.
  { dim: 4, count: 10, cosine: 1 / 6, name: 'Petersen code' },
  // De Laat, Leijenhorst and de Muinck Keizer 2024.
  { dim: 4, count: 24, cosine: 1 / 2, name: '24-cell' },
  // Böröczky 1978.
  { dim: 4, count: 120, cosine: (1 + Math.sqrt(5)) / 4, name: '600-cell' },
  { dim: 5, count: 16, cosine: 1 / 5, name: 'Clebsch' },
  { dim: 6, count: 27, cosine: 1 / 4, name: 'Schläfli' },
  { dim: 7, count: 56, cosine: 1 / 3, name: 'E7' },
  { dim: 8, count: 240, cosine: 1 / 2, name: 'E8 roots' },
  // Three codes of strongly regular graphs without triangles: Cohn, de Laat and Leijenhorst 2024.
  { dim: 20, count: 56, cosine: 1 / 15, name: 'Gewirtz' },
  { dim: 21, count: 50, cosine: 1 / 21, name: 'Hoffman-Singleton' },
  { dim: 21, count: 77, cosine: 1 / 12, name: 'M22 graph' },
  { dim: 21, count: 162, cosine: 1 / 7, name: 'strongly regular graph' },
  { dim: 22, count: 100, cosine: 1 / 11, name: 'Higman-Sims' },
  { dim: 22, count: 275, cosine: 1 / 6, name: 'McLaughlin' },
  { dim: 22, count: 891, cosine: 1 / 4, name: 'from the Leech lattice' },
  { dim: 23, count: 552, cosine: 1 / 5, name: 'equiangular lines' },
  { dim: 23, count: 4600, cosine: 1 / 3, name: 'from the Leech lattice' },
  { dim: 24, count: 196560, cosine: 1 / 2, name: 'Leech lattice' },
];

/** Isotropic subspaces over the field of q² elements: the infinite family of the same table. */
const isotropic = [3, 4, 5, 7, 8].map((q) => ({
  dim: q * (q * q - q + 1),
  count: (q + 1) * (q ** 3 + 1),
  cosine: 1 / (q * q),
  name: 'isotropic subspaces',
}));

/** Mutually unbiased bases out of Kerdock codes in 4^k dimensions, k = 2 to 5: Cohn, de Laat and Leijenhorst 2024. */
const kerdock = [2, 3, 4, 5].map((k) => ({
  dim: 4 ** k,
  count: 16 ** k + 2 * 4 ** k,
  cosine: 1 / 2 ** k,
  name: 'Kerdock bases',
}));

export const knownOptima: readonly KnownOptimum[] = [...single, ...isotropic, ...kerdock];
