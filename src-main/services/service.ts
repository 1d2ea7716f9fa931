/** The interface of the services, as transports see it. */
import type { AppEvent, Consent, Enrolment, FileEnding } from '../../src-shared/contract/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import type { PhotoWithFaces } from '../vision/photo-with-faces.ts';
import type { OpenPool } from './backbone-files.ts';
import type { Keychain } from './encryption.ts';
import type { LooseFace } from './people.ts';

/** Bytes of a picture or model file as a host serves them. */
export interface Media {
  type: string;
  bytes: Uint8Array;
}

/**
 * Photos that lie in no file of this machine, as other programs send them: described here, by the library's detector and backbone. They
 * are never stored; of those that are enrolled the faces are.
 */
export interface SentPhotos {
  /** @param name only serves messages. @throws TammesError as the vision pool. */
  describe(name: string, bytes: Uint8Array): Promise<PhotoWithFaces>;
  /** @param consent absent: as it was. */
  enrol(name: string, faces: readonly LooseFace[], consent?: Consent): Promise<Enrolment>;
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
  /** What is done with photos that programs send. */
  sent: SentPhotos;
  /** What lies at a `mediaUrl` path; null when there is nothing. */
  media(path: string): Promise<Media | null>;
  /** Stops running work in an orderly way and closes the library. */
  close(): Promise<void>;
}

/** How a host changes libraries. */
export interface LibrarySwitch {
  /** Folders, the newest first. */
  recent(): Promise<string[]>;
  /** Absent if the host cannot. @param path absolute. */
  open?(path: string): void;
}

export interface ServiceOptions {
  /** The library's folder; made when absent. */
  library: string;
  host: 'electron' | 'web';
  /** Shows a folder dialog, if the host has one. */
  chooseFolder?: () => Promise<string | null>;
  /** Shows a dialog for files with these endings, if the host has one. */
  chooseFile?: (endings: readonly FileEnding[]) => Promise<string | null>;
  /** Folders below which people may choose one where the host has no dialog; the home folder where none is named. */
  folders?: readonly string[] | undefined;
  /** Libraries that were open before, and how another one is opened, if the host knows. */
  libraries?: LibrarySwitch | undefined;
  /** Where the demo's photos are, if the app's own files are no place to read photos from. */
  demoFolder?: (() => Promise<string>) | undefined;
  /** Checks the library as it is opened and each week, and makes backups on a schedule: for hosts that stay open. */
  upkeep?: boolean;
  /** The system's keychain, if the host can reach it. */
  keychain?: Keychain | undefined;
  /** Opens the processes that read a folder's photos; absent: Node's. */
  openPool?: OpenPool | undefined;
  /** Starts the trainer's process, if the host cannot fork Node. */
  spawnTrainer?: SpawnTrainer;
}
