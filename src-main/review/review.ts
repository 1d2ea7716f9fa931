/** The review of a library: worked out anew if something has changed, and answering meanwhile. */
import { setTimeout } from 'node:timers/promises';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { libraryFalseAccept } from '../store/false-accept.ts';
import { countUnnamed, dataVersion, reviewKey } from '../store/review.ts';
import { listHeads } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import { twoNamedPhotos } from '../store/two-names.ts';
import { Answers, type FoundCounts, type ReviewMethod } from './answers.ts';
import { LibraryReview } from './library-review.ts';
import { type ReviewState, stillOpen } from './state.ts';

const isCancelled = (error: unknown) => error instanceof TammesError && error.problem === 'work-cancelled';

type Answerers = { [M in ReviewMethod]: (input: ParsedInput<M>) => Promise<Output<M>> };

export class Review {
  readonly #db: Database;
  readonly #folder: string;
  readonly #onProgress: (share: number | null) => void;
  #library: LibraryReview | null = null;
  /** SHA-256 of the heads that it is by. */
  #heads = '';
  #state: ReviewState | null = null;
  /** Of the database that is worked out, or was last. */
  #version: number | null = null;
  /** Of what was read of it. */
  #key: string | null = null;
  #running: Promise<void> | null = null;
  #progress: number | null = null;
  /** Somebody has stopped the work, and not asked for it again. */
  #stopped = false;

  /** @param onProgress hears the share of the work that is done, and null at its end. */
  constructor(db: Database, folder: string, onProgress: (share: number | null) => void) {
    this.#db = db;
    this.#folder = folder;
    this.#onProgress = onProgress;
  }

  /** @param patience milliseconds that the answer may wait for work; null: until it is done. */
  async answer<M extends ReviewMethod>(
    method: M,
    input: ParsedInput<M>,
    patience: number | null,
  ): Promise<Output<M>> {
    if (method === 'review.compare') this.#stopped = !(input as ParsedInput<'review.compare'>).on;
    await this.#catchUp(patience);
    const answerers =
      this.#library === null || this.#state === null ? this.#empty() : this.#full(this.#library, this.#state);
    return answerers[method](input);
  }

  #full(library: LibraryReview, state: ReviewState): Answerers {
    const answers = new Answers(library, stillOpen(state, library.open()));
    const progress = this.#progress;
    return {
      'review.compare': async () => undefined,
      'review.counts': async () => this.#withCounts(answers.counts()),
      'review.groups': async (wanted) => ({ ...(await answers.groups(wanted)), progress }),
      'review.groupFaces': (wanted) => answers.groupFaces(wanted),
      'review.suggestions': async (wanted) => ({ ...answers.suggestions(wanted), progress }),
      'review.doubtful': async (wanted) => ({ ...answers.doubtful(wanted), progress }),
    };
  }

  /** Beside what was worked out, what is counted at once. */
  #withCounts(found: FoundCounts): Output<'review.counts'> {
    const twoNames = twoNamedPhotos(this.#db).length;
    const waiting = found.waiting === null && twoNames === 0 ? null : (found.waiting ?? 0) + twoNames;
    const [progress, stopped] = [this.#progress, this.#stopped];
    return { ...found, progress, stopped, unnamed: countUnnamed(this.#db), twoNames, waiting };
  }

  /** Before anything was worked out. */
  #empty(): Answerers {
    const progress = this.#progress;
    const counts = { groups: null, grouped: null, suggestions: null, doubtful: null, waiting: null };
    return {
      'review.compare': async () => undefined,
      'review.counts': async () => this.#withCounts(counts),
      'review.groups': async () => ({ progress, total: 0, groups: [] }),
      'review.groupFaces': async ({ groupId }) => {
        throw new TammesError('group-unknown', { groupId });
      },
      'review.suggestions': async () => ({ progress, total: 0, suggestions: [], people: [] }),
      'review.doubtful': async () => ({ progress, total: 0, expected: null, doubts: [] }),
    };
  }

  /** Works out what has changed, as long as patience lasts. */
  async #catchUp(patience: number | null): Promise<void> {
    do {
      // What runs still is about to end.
      if (this.#stopped) return;
      if (this.#running === null) {
        if (!this.#isOutdated()) return;
        this.#running = this.#work().finally(() => {
          this.#running = null;
        });
        // Whoever waits for it hears of an error.
        this.#running.catch(() => {});
      }
      try {
        await (patience === null ? this.#running : Promise.race([this.#running, setTimeout(patience)]));
      } catch (error) {
        if (!isCancelled(error)) throw error;
      }
    } while (patience === null);
  }

  /** Most that is written, as by a training or a scan, does not concern a review. */
  #isOutdated(): boolean {
    // What is written meanwhile is seen the next time.
    const version = dataVersion(this.#db);
    if (version === this.#version) return false;
    this.#version = version;
    const heads = listHeads(this.#db).map(({ hash, active }) => `${hash} ${active}`);
    const key = [...heads, libraryFalseAccept(this.#db), reviewKey(this.#db)].join('\n');
    if (key === this.#key) return false;
    this.#key = key;
    return true;
  }

  async #work(): Promise<void> {
    try {
      this.#tell(0);
      const library = await this.#byPresentHeads();
      this.#state = await library.refresh((share) => {
        if (this.#stopped) throw new TammesError('work-cancelled', {});
        this.#tell(share);
      });
    } catch (error) {
      // What went wrong in the middle may have left a review that is not the database's.
      this.#drop();
      [this.#version, this.#key] = [null, null];
      throw error;
    } finally {
      this.#tell(null);
    }
  }

  #tell(progress: number | null): void {
    this.#progress = progress;
    this.#onProgress(progress);
  }

  async #byPresentHeads(): Promise<LibraryReview> {
    const heads = listHeads(this.#db);
    const active = heads.find((head) => head.active);
    const pretrained = heads[0];
    if (active === undefined || pretrained === undefined)
      throw new TammesError('head-unknown', { headId: 0 });
    const hashes = `${active.hash} ${pretrained.hash}`;
    if (this.#library !== null && this.#heads === hashes) return this.#library;
    this.#drop();
    this.#library = await LibraryReview.open(this.#db, this.#folder, {
      active: active.id,
      pretrained: pretrained.id,
    });
    this.#heads = hashes;
    return this.#library;
  }

  #drop(): void {
    this.#library?.close();
    this.#library = null;
    this.#state = null;
  }
}
