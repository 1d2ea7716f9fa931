/** What engines of a gallery are made with. */
import type { GalleryServer } from '../../store/gallery-server.ts';

export interface EngineOptions {
  /** Numbers of a vector. */
  dim: number;
  /** Hash of the head, and of all heads that the library has. */
  head: string;
  heads: readonly string[];
  /** The folder of the library. */
  folder: string;
  /** Whether the library still is as the vectors that were put in say. */
  isPresent: () => boolean;
  /** Faces by which an index is measured. */
  probes: () => readonly Float32Array[];
  /** The share of all vectors from which on looking closely at so many is no gain over comparing all. */
  exactFrom?: number;
}

export interface PostgresOptions extends EngineOptions {
  server: GalleryServer;
  /** Milliseconds that an answer may take before the server counts as gone, and until it is asked again. */
  patience?: number;
}
