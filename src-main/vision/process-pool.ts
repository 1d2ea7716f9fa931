/** Processes that answer tasks, so that a crash in a decoder's native code ends a task and nothing else. */
import { fork } from 'node:child_process';
import { computing } from '../compute/child.ts';

/** What a process is sent; it answers with the same number. */
export interface Numbered<T> {
  id: number;
  value: T;
}

export interface ProcessPool<Task, Answer> {
  /** @throws Error when the task's process ends before it answers, twice. */
  run(task: Task): Promise<Answer>;
  /** Ends all processes; tasks without an answer fail. */
  close(): Promise<void>;
}

/** A process of a pool, as Node or Electron makes it. */
export interface PoolProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** @param listener hears why it ended, once. */
  onExit(listener: (why: string) => void): void;
  kill(): void;
}

/** Starts a process of a pool. @param entry module that it runs. @param quiet drops what its libraries say on standard error. */
export type SpawnPoolProcess = (entry: string, quiet?: boolean) => PoolProcess;

/** What processes that hold pictures need in their environment. */
export const frugal: Readonly<Record<string, string>> = {
  // Else glibc keeps a heap for each of many threads and gives back little of what pictures took.
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '1048576',
};

const spawnWithNode: SpawnPoolProcess = (entry, quiet = false) => {
  const child = fork(entry, {
    ...computing,
    env: { ...process.env, ...frugal },
    stdio: ['ignore', 'ignore', quiet ? 'ignore' : 'inherit', 'ipc'],
  });
  return {
    send: (message) => child.send(message as object),
    onMessage: (listener) => child.on('message', listener),
    onExit(listener) {
      child.on('exit', (code, signal) => listener(signal ?? `code ${code}`));
      child.on('error', ({ message }) => listener(message));
    },
    kill: () => child.kill('SIGKILL'),
  };
};

interface Job<Task, Answer> extends Numbered<Task> {
  /** Whether its process ended with it once: it then gets one for itself, which tells whose fault it is. */
  suspect: boolean;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Member<Task, Answer> {
  process: PoolProcess;
  ended: Promise<void>;
  jobs: Map<number, Job<Task, Answer>>;
}

/**
 * @param entry module of the processes, which `serveTasks`.
 * @param size how many there are at most; each starts when there is work for it, and stays.
 * @param depth tasks that a process is given at once, so that it need not wait for the next.
 * @param spawn starts a process, if the host cannot fork Node.
 * @param quiet drops what libraries say on standard error.
 */
export function createProcessPool<Task, Answer>(
  entry: string,
  {
    size,
    depth,
    spawn = spawnWithNode,
    quiet = false,
  }: { size: number; depth: number; spawn?: SpawnPoolProcess | undefined; quiet?: boolean },
): ProcessPool<Task, Answer> {
  const members = new Set<Member<Task, Answer>>();
  const waiting: Job<Task, Answer>[] = [];
  let lastId = 0;
  let closed = false;

  function start(): Member<Task, Answer> {
    const child = spawn(entry, quiet);
    const { promise: ended, resolve: hasEnded } = Promise.withResolvers<void>();
    const member = { process: child, ended, jobs: new Map<number, Job<Task, Answer>>() };
    child.onMessage((message) => {
      const { id, value } = message as Numbered<Answer>;
      member.jobs.get(id)?.resolve(value);
      member.jobs.delete(id);
      dispatch();
    });
    child.onExit((why) => {
      if (!members.delete(member)) return;
      hasEnded();
      const alone = member.jobs.size === 1;
      for (const job of member.jobs.values()) {
        if (closed || alone || job.suspect)
          job.reject(new Error(`The process that worked on it ended (${why}).`));
        else waiting.unshift({ ...job, suspect: true });
      }
      if (!closed) dispatch();
    });
    members.add(member);
    return member;
  }

  /** Gives the first that waits to whoever has least to do. @returns whether it could. */
  function give(job: Job<Task, Answer>): boolean {
    const open = [...members].filter(({ jobs }) => ![...jobs.values()].some(({ suspect }) => suspect));
    const idlest = open.sort((a, b) => a.jobs.size - b.jobs.size)[0];
    const busy = idlest === undefined || idlest.jobs.size > 0;
    const member = busy && members.size < size ? start() : idlest;
    if (member === undefined || member.jobs.size >= (job.suspect ? 1 : depth)) return false;
    member.jobs.set(job.id, job);
    member.process.send({ id: job.id, value: job.value } satisfies Numbered<Task>);
    return true;
  }

  function dispatch(): void {
    while (waiting.length > 0 && give(waiting[0]!)) waiting.shift();
  }

  return {
    run: (value) =>
      new Promise((resolve, reject) => {
        // Whoever tries again what has failed as the pool was closed would start a process that nobody ends.
        if (closed) return reject(new Error('The pool is closed.'));
        waiting.push({ id: ++lastId, value, suspect: false, resolve, reject });
        dispatch();
      }),
    async close() {
      closed = true;
      const all = [...members];
      for (const { process: child } of all) child.kill();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

/** Electron's utility processes talk through `parentPort`, Node's forked ones through `process`. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** Answers the tasks of a pool in a process of it. @param answer never rejects. */
export function serveTasks<Task, Answer>(answer: (task: Task) => Promise<Answer>): void {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort) {
    parentPort.on('message', async ({ data }) => {
      const { id, value } = data as Numbered<Task>;
      parentPort.postMessage({ id, value: await answer(value) } satisfies Numbered<Answer>);
    });
    return;
  }
  process.on('message', async ({ id, value }: Numbered<Task>) => {
    const message: Numbered<Answer> = { id, value: await answer(value) };
    // A parent that was killed hears nothing any more, and whoever killed it should not read why.
    process.send!(message, (error: Error | null) => error && process.exit());
  });
  process.on('disconnect', () => process.exit());
  // Ctrl+C reaches all processes of a terminal: the parent ends in order, and this one with it.
  process.on('SIGINT', () => {});
}
