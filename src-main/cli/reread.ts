import { Command } from 'commander';
import type { DetectorId } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { chooseDetector, summaryOf } from '../services/contents.ts';
import { reread } from '../services/library.ts';
import type { FileOutcome } from '../services/scan-outcomes.ts';
import { openStore } from '../store/store.ts';
import { createVisionPool } from '../vision/pool.ts';
import { detectorOption } from './detector-option.ts';
import { outcomeLine } from './ingest-text.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from './output.ts';

interface Options {
  detector?: DetectorId;
  library: string;
  json?: boolean;
}

export function rereadCommand(): Command {
  return new Command('reread')
    .description("find the faces of photos anew by the library's detector, where another found them")
    .addOption(detectorOption())
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
--detector becomes the library's. A face that both find stays the same face: names, the gallery and runs keep it. A photo stays
as it was where the detector misses a face that was named by hand or enrolled, or finds none. Started again, it goes on where
it was stopped; with the former detector it is undone.`,
    )
    .action(runReread);
}

async function runReread({ detector, library, json }: Options): Promise<void> {
  const store = openStore(library);
  if (detector !== undefined) chooseDetector(store, detector);
  const pool = createVisionPool();
  const outcomes: FileOutcome[] = [];
  let line: ProgressLine | undefined;
  try {
    const { total, done, faces, changes } = await reread(store, pool, {
      signal: stopSignal(),
      onFile: (outcome) => outcomes.push(outcome),
      onProgress({ done, total, faces }) {
        if (total === 0) return;
        line ??= progressLine('Finding faces', total);
        line.update(done, counted(faces, 'face', 'faces'));
      },
    });
    line?.end();
    const answer = {
      library: store.folder,
      detector: summaryOf(store).detector,
      complete: done === total,
      reread: changes.reread,
      kept: changes.kept,
      faces,
      files: outcomes,
    };
    print(json, answer, () =>
      [
        ...outcomes.filter(({ kind }) => kind === 'kept').map(outcomeLine),
        `Photos: ${answer.reread} reread by ${answer.detector}, ${answer.kept} kept as they were.`,
      ].join('\n'),
    );
    if (!answer.complete) process.exitCode = 1;
  } finally {
    await pool.close();
    store.close();
  }
}
