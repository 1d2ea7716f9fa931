/** Processes that answer tasks, so that a crash in a decoder's native code ends a task and nothing else. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
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

interface Job<Task, Answer> extends Numbered<Task> {
  /** Whether its process ended with it once: it then gets one for itself, which tells whose fault it is. */
  suspect: boolean;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Member<Task, Answer> {
  process: ChildProcess;
  jobs: Map<number, Job<Task, Answer>>;
}

/**
 * @param entry module of the processes, which `serveTasks`.
 * @param size how many there are at most; each starts when there is work for it, and stays.
 * @param depth tasks that a process is given at once, so that it need not wait for the next.
 */
export function createProcessPool<Task, Answer>(
  entry: string,
  { size, depth }: { size: number; depth: number },
): ProcessPool<Task, Answer> {
  const members = new Set<Member<Task, Answer>>();
  const waiting: Job<Task, Answer>[] = [];
  let lastId = 0;
  let closed = false;

  function start(): Member<Task, Answer> {
    const child = fork(entry, {
      ...computing,
      // Else glibc keeps a heap for each of many threads and gives back little of what pictures took.
      env: { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const member = { process: child, jobs: new Map<number, Job<Task, Answer>>() };
    child.on('message', ({ id, value }: Numbered<Answer>) => {
      member.jobs.get(id)?.resolve(value);
      member.jobs.delete(id);
      dispatch();
    });
    let ended = false;
    const end = (why: string) => {
      if (ended) return;
      ended = true;
      members.delete(member);
      const alone = member.jobs.size === 1;
      for (const job of member.jobs.values()) {
        if (closed || alone || job.suspect)
          job.reject(new Error(`The process that worked on it ended (${why}).`));
        else waiting.unshift({ ...job, suspect: true });
      }
      if (!closed) dispatch();
    };
    child.on('exit', (code, signal) => end(signal ?? `code ${code}`));
    child.on('error', ({ message }) => end(message));
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
        waiting.push({ id: ++lastId, value, suspect: false, resolve, reject });
        dispatch();
      }),
    async close() {
      closed = true;
      const ends = [...members].map(({ process: child }) => {
        child.kill('SIGKILL');
        return once(child, 'exit');
      });
      await Promise.all(ends);
    },
  };
}

/** Answers the tasks of a pool in a process of it. @param answer never rejects. */
export function serveTasks<Task, Answer>(answer: (task: Task) => Promise<Answer>): void {
  process.on('message', async ({ id, value }: Numbered<Task>) => {
    const message: Numbered<Answer> = { id, value: await answer(value) };
    // A parent that was killed hears nothing any more, and whoever killed it should not read why.
    process.send!(message, (error: Error | null) => error && process.exit());
  });
  process.on('disconnect', () => process.exit());
  // Ctrl+C reaches all processes of a terminal: the parent ends in order, and this one with it.
  process.on('SIGINT', () => {});
}
