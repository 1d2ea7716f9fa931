/**
 * Threads that share a kernel's work. Each has an instance of this module on the same memory and waits in `serve` for
 * the first one, which is the caller's own. A part depends on its number alone, and so do the bits.
 */

import { writeExpTable } from './vector';

/**
 * The kernels by number. References to functions would be data at fixed addresses, which in the memory that we share
 * are tfjs's.
 */
export const enum Kernel {
  Product,
  UnitRows,
  OwnAngle,
  Orthogonal,
  OthersSum,
  OthersShare,
  Adam,
}

/** What the threads share, each number in a cache line of its own. */
const generationAt: usize = 0;
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
let ownPart: i32 = 0;
let size: i32 = 1;
/** How many share the present job. */
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
  ownPart = part;
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

/** This thread's number, from 0. */
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
  return team + scratchAt + scratchSize * ownPart;
}

/**
 * Wakes the other threads for their parts of a kernel whose parameters are in `job`, where its work is worth it. The
 * caller then does its own part and calls `end`.
 * @param work multiplications.
 */
export function begin(kernel: Kernel, work: f64): void {
  active = work < smallest ? 1 : size;
  if (active === 1) return;
  i32.store(team, kernel, kernelAt);
  atomic.store<i32>(team + doneAt, 0);
  atomic.add<i32>(team + generationAt, 1);
  atomic.notify(team + generationAt, size);
}

/** Waits until all threads have done their parts. */
export function end(): void {
  if (active === 1) return;
  let looks = 0;
  for (;;) {
    const done = atomic.load<i32>(team + doneAt);
    if (done === size - 1) return;
    if (looks++ > patience) atomic.wait<i32>(team + doneAt, done, -1);
  }
}

/** Jobs that a helping thread has seen. */
let seen: i32 = 0;

/** Waits for a helping thread's next job. */
export function next(): Kernel {
  active = size;
  let looks = 0;
  while (atomic.load<i32>(team + generationAt) === seen) {
    if (looks++ > patience) atomic.wait<i32>(team + generationAt, seen, -1);
  }
  seen++;
  return i32.load(team, kernelAt);
}

/** Tells that a helping thread has done its part. */
export function finish(): void {
  atomic.add<i32>(team + doneAt, 1);
  atomic.notify(team + doneAt, 1);
}
