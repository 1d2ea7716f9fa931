import type { EventEmitter } from 'node:events';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { keepCrashReports } from '../../src-main/electron/crashes.ts';

const written = vi.hoisted(() => ({ what: [] as string[] }));
const app = vi.hoisted(() => ({ emit: undefined as unknown as EventEmitter['emit'] }));

vi.mock('electron', async () => {
  const emitter = new (await import('node:events')).EventEmitter();
  app.emit = emitter.emit.bind(emitter);
  return { app: emitter };
});
vi.mock('../../src-main/crash-reports.ts', () => ({
  writeCrashReport: (what: string) => written.what.push(what),
}));

const events = ['uncaughtException', 'unhandledRejection'] as const;
const before = events.map((event) => process.listeners(event as 'uncaughtException'));
const ends: unknown[] = [];
keepCrashReports((error) => ends.push(error));
const [onException, onRejection] = events.map(
  (event, i) => process.listeners(event as 'uncaughtException').find((one) => !before[i]!.includes(one))!,
);
afterAll(() => {
  process.off('uncaughtException', onException!);
  process.off('unhandledRejection', onRejection!);
});
beforeEach(() => {
  written.what.length = 0;
});

test('a page or a process that crashes leaves a report, and one that was ended does not', () => {
  app.emit('render-process-gone', {}, {}, { reason: 'crashed', exitCode: 139 });
  app.emit('render-process-gone', {}, {}, { reason: 'clean-exit', exitCode: 0 });
  app.emit('child-process-gone', {}, { type: 'Utility', name: 'Tammes trainer', reason: 'oom', exitCode: 9 });
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'killed', exitCode: 15 });
  expect(written.what).toEqual([
    'a page ended: crashed, code 139',
    'a process ended: Tammes trainer, oom, code 9',
  ]);
});

test('an error that nobody caught ends the app after its report; a failure that nobody waited for does not', () => {
  const error = new Error('lost');
  onRejection!(error, 'unhandledRejection');
  expect(ends).toEqual([]);
  onException!(error, 'uncaughtException');
  expect(ends).toEqual([error]);
  expect(written.what).toEqual(['a failure that nobody waited for', 'an error that nobody caught']);
});
