/** Notices that the library changed, by whichever process, and says so. */
import type { Database } from '../store/sql.ts';

/** Milliseconds between looks for changes by other processes, and at least between two reports. */
const interval = 1000;

export interface LibraryChanges {
  /** Looks for changes by this process: call it when it may have made some. @param certain whether it has: some leave no trace here. */
  look(certain?: boolean): void;
  stop(): void;
}

/** @param tell is called at once with the first change, and at most once a second while a scan changes more and more. */
export function watchLibrary(db: Database, tell: () => void): LibraryChanges {
  const own = db.prepare(
    `SELECT ifnull((SELECT max(version) FROM gallery_changes), 0) || ' ' || ifnull((SELECT max(id) FROM journal), 0) || ' ' ||
       (SELECT count(*) FROM journal WHERE undone = 1) || ' ' || ifnull((SELECT group_concat(seq) FROM sqlite_sequence), '') AS version`,
  );
  const others = db.prepare('PRAGMA data_version');
  const version = () => `${own.get()!.version} ${others.get()!.data_version}`;
  let [told, toldAt] = [version(), -Infinity];
  let isCertain = false;

  function look(certain = false) {
    isCertain ||= certain;
    if (performance.now() - toldAt < interval) return;
    const now = version();
    if (now === told && !isCertain) return;
    [told, toldAt, isCertain] = [now, performance.now(), false];
    tell();
  }

  const timer = setInterval(() => look(), interval);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
