/**
 * Threads that share a kernel's work. Each has an instance of this module on the same memory. A kernel's work has as many
 * parts as there are threads; whoever is free takes the next one, so that a thread which the system does not let run
 * is not waited for. A part depends on its number alone, and so do the bits.
 */
import { writeExpTable } from './vector';

/**
 * The kernels by number. References to functions would be data at fixed addresses, which in the memory that we share
 * are tfjs's.
 */
export const enum Kernel {
  Product,
  UnitRows,
  TargetAngle,
  Orthogonal,
  OthersSum,
  OthersShare,
  Adam,
  TakeRows,
  ReplaceRows,
  ReluGradient,
  ColumnSums,
  Scan,
}

/** What the threads share, each number in a cache line of its own. */
/** How many parts nobody has taken yet: the next to be taken is the one with this number less one. */
const openAt: usize = 0;
/** How many parts helping threads have done. */
const doneAt: usize = 64;
const kernelAt: usize = 128;
const jobAt: usize = 192;
const tableAt: usize = 320;
const scratchAt: usize = 384;
/** Bytes of scratch memory of a thread. */
const scratchSize: usize = 5 << 16;

/** How often a number is looked at before its thread sleeps: a fifth of a millisecond, more than lies between two kernels. */
const patience: i32 = 200_000;
/** Multiplications that pay for waking a thread. */
const smallest: f64 = 50_000;

let team: usize = 0;
/** This thread's number, from 0. */
let number: i32 = 0;
let size: i32 = 1;
/** The part that this thread is doing, and of how many. */
let ownPart: i32 = 0;
let active: i32 = 1;
let wide: bool = false;

/** Bytes that a team of so many threads shares. */
export function teamBytes(threads: i32): usize {
  return scratchAt + scratchSize * threads;
}

/**
 * Takes part in a team.
 * @param memory `teamBytes` bytes, 0 at first.
 * @param joinsPairs see `isWide`.
 */
export function join(memory: usize, part: i32, threads: i32, joinsPairs: bool): void {
  team = memory;
  writeExpTable(memory + tableAt);
  number = part;
  size = threads;
  wide = joinsPairs;
}

/** Whether the engine joins two neighbouring vectors of four numbers into one of eight; results are the same. */
export function isWide(): bool {
  return wide;
}

/** Where a kernel's parameters are, 128 bytes. */
export function job(): usize {
  return team + jobAt;
}

/** The number of this thread's part, from 0. */
export function part(): i32 {
  return ownPart;
}

export function parts(): i32 {
  return active;
}

/** The table of `expOf`. */
export function expTable(): usize {
  return team + tableAt;
}

/** This thread's own memory for the time of a job. */
export function scratch(): usize {
  return team + scratchAt + scratchSize * number;
}

/**
 * Offers the parts of a kernel whose parameters are in `job` to the other threads, where its work is worth it. The caller
 * then does a part, and calls `another` until there is none left.
 * @param work multiplications.
 */
export function begin(kernel: Kernel, work: f64): void {
  active = work < smallest ? 1 : size;
  ownPart = active - 1;
  taken = 1;
  if (active === 1) return;
  i32.store(team, kernel, kernelAt);
  atomic.store<i32>(team + doneAt, 0);
  atomic.store<i32>(team + openAt, ownPart);
  atomic.notify(team + openAt, size);
}

/** Parts of the present kernel that the caller of `begin` has taken. */
let taken: i32 = 0;

/** Whether there is another part for the caller of `begin`; if not, all are done when it returns. */
export function another(): bool {
  if (active === 1) return false;
  if (take()) {
    taken++;
    return true;
  }
  let looks = 0;
  let done = atomic.load<i32>(team + doneAt);
  while (done + taken < size) {
    if (looks++ > patience) atomic.wait<i32>(team + doneAt, done, -1);
    done = atomic.load<i32>(team + doneAt);
  }
  return false;
}

/** Takes a part that nobody has taken. A kernel cannot end before the parts that have been taken. */
function take(): bool {
  let open = atomic.load<i32>(team + openAt);
  while (open > 0) {
    const found = atomic.cmpxchg<i32>(team + openAt, open, open - 1);
    if (found === open) {
      ownPart = open - 1;
      return true;
    }
    open = found;
  }
  return false;
}

/** Waits for a helping thread's next part. */
export function next(): Kernel {
  active = size;
  let looks = 0;
  while (!take()) {
    if (looks++ > patience) atomic.wait<i32>(team + openAt, 0, -1);
  }
  return i32.load(team, kernelAt);
}

/** Tells that a helping thread has done its part. */
export function finish(): void {
  atomic.add<i32>(team + doneAt, 1);
  atomic.notify(team + doneAt, 1);
}
