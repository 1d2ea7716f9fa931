/** Writes a report of whatever ends unexpectedly. Chromium's own reports hold memory, and with it faces: they are never turned on. */
import { app } from 'electron';
import { writeCrashReport } from '../crash-reports.ts';

/** Ends that are meant. */
const meant: ReadonlySet<string> = new Set(['clean-exit', 'killed']);

/** @param giveUp ends the app: after an error that nobody caught nothing can be relied on. */
export function keepCrashReports(giveUp: (error: unknown) => void): void {
  process.on('uncaughtException', (error: unknown) => {
    writeCrashReport('an error that nobody caught', error);
    giveUp(error);
  });
  // Such as a page that was closed while it was loading: what nobody waits for leaves the rest as it was.
  process.on('unhandledRejection', (error: unknown) =>
    writeCrashReport('a failure that nobody waited for', error),
  );
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (!meant.has(reason)) writeCrashReport(`a page ended: ${reason}, code ${exitCode}`);
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (!meant.has(reason)) writeCrashReport(`a process ended: ${name ?? type}, ${reason}, code ${exitCode}`);
  });
}
