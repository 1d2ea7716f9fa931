/** The interface of the services, as transports see it. */
import type { AppEvent } from '../../src-shared/contract/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';

/** Bytes of a picture or model file as a host serves them. */
export interface Media {
  type: string;
  bytes: Uint8Array;
}

/** What every transport (Electron IPC, web host) wraps; the command line uses the parts below it. */
export interface Services {
  /**
   * Checks `input` against the contract, runs the method and checks its answer.
   * @throws TammesError for an unknown method, bad input or anything that went wrong.
   */
  call(method: string, input: unknown): Promise<unknown>;
  /** Returns a function that stops listening. */
  on(listener: (event: AppEvent) => void): () => void;
  /** What lies at a `mediaUrl` path; null when there is nothing. */
  media(path: string): Promise<Media | null>;
  /** Stops running work in an orderly way and closes the library. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** The library's folder; made when absent. */
  library: string;
  host: 'electron' | 'web';
  /** Shows a folder dialog, where the host has one. */
  chooseFolder?: () => Promise<string | null>;
  /** Starts the trainer's process, where the host cannot fork Node. */
  spawnTrainer?: SpawnTrainer;
}
