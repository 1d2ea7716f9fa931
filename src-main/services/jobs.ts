/** Work in the background: one job of a kind at a time, told to every window, and ended in order. */
import type { Job, JobKind } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import type { Handlers } from './handlers.ts';

/** What a job's work hears and says. */
export interface JobControls {
  /** Set off when somebody cancels. */
  signal: AbortSignal;
  /** @param total null as long as it is not known. @param quick of those done, what took no time. */
  tell(done: number, total: number | null, quick?: number): void;
  /** Counts a file that was passed over. */
  skip(): void;
  /** Names the export that the job writes. */
  writes(exportId: number): void;
  /** Names what the job found. */
  found(evaluationId: number): void;
}

/** Of work in parts that take different times. */
export interface StagedControls extends JobControls {
  /** Other work follows: what is left is told by that alone. */
  turn(): void;
}

/** What jobs must not have at once: the table of recognised faces, sidecar files, or a second of themselves. */
const needs: Readonly<
  Record<
    JobKind,
    | 'table'
    | 'sidecars'
    | 'person'
    | 'data'
    | 'evaluate'
    | 'sweep'
    | 'backbone'
    | 'vectors'
    | 'check'
    | 'backup'
    | 'share'
  >
> = {
  recognise: 'table',
  'match-again': 'table',
  sort: 'table',
  xmp: 'sidecars',
  person: 'person',
  data: 'data',
  evaluate: 'evaluate',
  sweep: 'sweep',
  backbone: 'backbone',
  vectors: 'vectors',
  check: 'check',
  backup: 'backup',
  share: 'share',
};

/** How often windows hear of a job, milliseconds. */
const pace = 100;

interface Entry {
  job: Job;
  controller: AbortController;
  ended: Promise<void>;
}

export class Jobs {
  readonly #entries = new Map<number, Entry>();
  readonly #onJob: (job: Job) => void;
  #lastId = 0;

  /** @param onJob is called for each step, but not more often than people can read. */
  constructor(onJob: (job: Job) => void) {
    this.#onJob = onJob;
  }

  /**
   * Begins work; failures become part of the job.
   * @throws TammesError 'busy' while another job uses the same.
   */
  start(kind: JobKind, folder: string, work: (controls: StagedControls) => Promise<void>): Job {
    const running = [...this.#entries.values()].find(
      ({ job }) => job.status === 'running' && needs[job.kind] === needs[kind],
    );
    if (running !== undefined) throw new TammesError('job-running', { kind: running.job.kind });
    for (const [id, { job }] of this.#entries) if (job.kind === kind) this.#entries.delete(id);
    const job: Job = {
      id: ++this.#lastId,
      kind,
      folder,
      status: 'running',
      done: 0,
      total: null,
      skipped: 0,
      secondsLeft: null,
      failure: null,
      exportId: null,
      evaluationId: null,
    };
    const controller = new AbortController();
    const ended = this.#run(job, controller.signal, work);
    this.#entries.set(job.id, { job, controller, ended });
    this.#onJob({ ...job });
    return { ...job };
  }

  async #run(
    job: Job,
    signal: AbortSignal,
    work: (controls: StagedControls) => Promise<void>,
  ): Promise<void> {
    let began: { at: number; done: number } | null = null;
    let told = performance.now();
    const tell: JobControls['tell'] = (done, total, quick = 0) => {
      const now = performance.now();
      // The clock starts with the first that takes time.
      if (total !== null) began ??= { at: now, done: done - quick };
      const worked = began === null ? 0 : done - quick - began.done;
      const left = began === null || worked <= 0 ? null : ((now - began.at) / worked) * (total! - done);
      Object.assign(job, { done, total, secondsLeft: left === null ? null : left / 1000 });
      if (now - told < pace) return;
      told = now;
      this.#onJob({ ...job });
    };
    try {
      await work({
        signal,
        tell,
        turn() {
          began = { at: performance.now(), done: job.done };
          job.secondsLeft = null;
        },
        skip: () => job.skipped++,
        writes: (exportId) => {
          job.exportId = exportId;
        },
        found: (evaluationId) => {
          job.evaluationId = evaluationId;
        },
      });
      job.status = signal.aborted ? 'cancelled' : 'done';
    } catch (error) {
      job.status = signal.aborted ? 'cancelled' : 'failed';
      if (!signal.aborted) job.failure = toFailure(error);
    }
    job.secondsLeft = null;
    this.#onJob({ ...job });
  }

  list(): Job[] {
    return [...this.#entries.values()].map(({ job }) => ({ ...job }));
  }

  /** Ends a job in order. @throws TammesError 'unknown-id' */
  async cancel(jobId: number): Promise<Job> {
    const entry = this.#entries.get(jobId);
    if (entry === undefined) throw new TammesError('job-unknown', { jobId });
    entry.controller.abort();
    await entry.ended;
    return { ...entry.job };
  }

  /** Ends all. */
  async stop(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.cancel(id)));
  }
}

/** The namespace `jobs`. */
export function jobHandlers(jobs: Jobs): Handlers<'jobs'> {
  return {
    'jobs.list': async () => jobs.list(),
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
  };
}
