import type { EventEmitter } from 'node:events';

/** The part of a class of Electron that its double has, as electron.d.ts declares it; events are those of an EventEmitter. */
export type Like<T, Others extends keyof T = never> = Partial<Omit<T, keyof EventEmitter | Others>>;
