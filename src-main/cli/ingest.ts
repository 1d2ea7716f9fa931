import { sep } from 'node:path';
import { Command } from 'commander';
import { createVisionPool } from '../compute/vision-pool.ts';
import { ingest } from '../services/library.ts';
import { librarySummary, listFailures } from '../store/photos.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, type Progress, print, progressLine, stopSignal } from './output.ts';

export function ingestCommand(): Command {
  return new Command('ingest')
    .description('read the photos of a folder into the library; a sub-folder is a person')
    .argument('<folder>')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nStopped half way, it goes on from there when started again. Photos that cannot be read are listed' +
        '\nwith the reason and do not count as an error: the exit code is 1 only if the folder cannot be read.',
    )
    .action(runIngest);
}

async function runIngest(folder: string, options: { library: string; json?: boolean }): Promise<void> {
  const store = openStore(options.library);
  const pool = createVisionPool();
  const signal = stopSignal();
  let line: Progress | undefined;
  try {
    const result = await ingest(store, pool, folder, {
      signal,
      onProgress({ done, total, faces, alreadyDone }) {
        line ??= progressLine('Reading photos', total, alreadyDone);
        line.update(done, `${faces} faces`);
      },
    });
    line?.end();
    const failures = listFailures(store.db).filter(
      ({ path }) => path.startsWith(result.folder + sep) || path === result.folder,
    );
    const { photos, faces, people } = librarySummary(store.db, store.folder);
    const answer = {
      folder: result.folder,
      library: store.folder,
      complete: result.done === result.total,
      read: result.done - result.alreadyDone - result.failures,
      alreadyDone: result.alreadyDone,
      photos,
      faces,
      people,
      failures,
    };
    print(options.json, answer, () =>
      [
        ...failures.map(({ message, remedy }) => `Skipped: ${message} ${remedy}`),
        `${answer.read} photos read, ${answer.alreadyDone} known already, ${failures.length} skipped.`,
        `The library ${store.folder} has ${photos} photos, ${faces} faces and ${people} people.`,
      ].join('\n'),
    );
    if (!answer.complete) process.exitCode = 1;
  } finally {
    await pool.close();
    store.close();
  }
}
