/** `tammes export xmp`: names in sidecar files, and their undo. */
import type { Command } from 'commander';
import { z } from 'zod';
import { exportUndo, type SidecarPreview, sidecarPreview } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { wordingOf } from '../../../src-shared/errors/index.ts';
import { previewSidecars, writeSidecars } from '../../services/sidecars.ts';
import { undoLastExport } from '../../services/undo-export.ts';
import { openStore, type Store } from '../../store/store.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from '../output.ts';

interface Options {
  library: string;
  dryRun?: boolean;
  undo?: boolean;
  json?: boolean;
}

const answer = z.union([sidecarPreview.extend({ written: z.boolean() }), exportUndo]);

export function addXmpExport(command: Command): void {
  command
    .command('xmp')
    .description('write the names of people into sidecar files beside the photos')
    .argument('[folder]', 'only photos below this folder')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--undo', 'undo the last export: remove what it wrote, and restore what files held before')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Photos are never changed. A sidecar file is the one that the photo has, or else photo.jpg.xmp. It gets the face regions of everybody with a name,
in the formats of the Metadata Working Group and of Microsoft, as digiKam writes them. All else in the file stays word for word. Sidecar files that
Tammes does not understand, links, and photos that have changed since they were read are left alone and listed.`,
    )
    .action(runXmp);
}

async function runXmp(folder: string | undefined, options: Options): Promise<void> {
  const store = openStore(options.library);
  try {
    if (options.undo) return await undo(store, options);
    const preview = await previewSidecars(store, folder);
    const isWhole = options.dryRun || (await write(store, folder, preview));
    if (!isWhole) process.exitCode = 1;
    print(options.json, answer, { written: !options.dryRun && isWhole, ...preview }, () =>
      previewText(preview, options),
    );
  } finally {
    store.close();
  }
}

/** Writes, and says what could not be. @returns whether all was written that the preview names. */
async function write(store: Store, folder: string | undefined, preview: SidecarPreview): Promise<boolean> {
  let line: ProgressLine | undefined;
  const signal = stopSignal();
  let skipped = 0;
  await writeSidecars(store, folder, {
    signal,
    skip() {
      skipped++;
    },
    writes() {},
    found() {},
    tell(done, total) {
      line ??= progressLine('Writing sidecar files', total ?? 0);
      line.update(done);
    },
  });
  line?.end();
  const failed = Math.max(0, skipped - preview.refused);
  if (signal.aborted) process.stderr.write('Stopped: the files that were not reached are as they were.\n');
  if (failed > 0)
    process.stderr.write(`${counted(failed, 'sidecar file', 'sidecar files')} could not be written.\n`);
  return !signal.aborted && failed === 0;
}

async function undo(store: Store, { json }: Options): Promise<void> {
  const undone = await undoLastExport(store, 'xmp');
  const { removed, restored, kept } = undone;
  print(json, answer, undone, () =>
    [
      `${counted(removed, 'file was', 'files were')} removed, ${counted(restored, 'file holds', 'files hold')} what they held before.`,
      ...kept.map((path) => `${path} was changed since and stays.`),
    ].join('\n'),
  );
}

function previewText(preview: SidecarPreview, { dryRun }: Options): string {
  const files = (count: number) => counted(count, 'sidecar file', 'sidecar files');
  const lines = preview.examples.map(({ photo, sidecar, change, people, failure }) => {
    if (failure === null) return dryRun ? [`${change}: ${sidecar} (${people.join(', ')})`] : [];
    const { message, remedy } = wordingOf(failure, 'en');
    return [`left alone: ${photo}: ${message} ${remedy}`];
  });
  return [
    ...lines.flat(),
    `${files(preview.new)} ${dryRun ? 'would be' : 'were'} made, ${files(preview.changed)} changed; ${preview.same} had all names already, ${preview.refused} left alone.`,
    ...(dryRun || preview.new + preview.changed === 0 ? [] : ['tammes export xmp --undo takes that back.']),
  ].join('\n');
}
