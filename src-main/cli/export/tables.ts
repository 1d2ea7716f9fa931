/** `tammes export features`, `embeddings`, `scores` and `labels`: tables for notebooks and spreadsheets. */
import { type Command, Option } from 'commander';
import { z } from 'zod';
import {
  dependsOnHead,
  type TableFormat,
  type TableKind,
  tableFormat,
} from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { writtenFiles } from '../../services/data-files.ts';
import { exportTable } from '../../services/export-table.ts';
import { openStore } from '../../store/store.ts';
import { headOption } from '../head-option.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from '../output.ts';

interface Options {
  library: string;
  json?: boolean;
  format: TableFormat;
  out: string;
  head?: string;
  paths?: boolean;
}

const answer = writtenFiles.extend({ faces: z.int(), columns: z.array(z.string()) });

const texts: Record<TableKind, { description: string; columns: string }> = {
  features: {
    description: 'write the feature of each face: the numbers of the backbone, from which every head starts',
    columns:
      'face, photo, shot, person (empty: nobody’s), quality and feature (256 numbers by the built-in backbone).',
  },
  embeddings: {
    description: 'write the embedding of each face by a head',
    columns:
      'face, photo, shot, person (empty: nobody’s), quality and embedding. tsv is the pair of files that\nprojector.tensorflow.org loads: the vectors, and FILE.metadata.tsv beside them.',
  },
  scores: {
    description:
      'write the scores of each face of the gallery: how near it is to its own person and to others',
    columns:
      'face, photo, shot, person, quality, genuine (cosine with the mean of the person’s other faces), impostor (with the\nnearest other person), nearest_other and trained_on (1: the head was trained on the face and fits it too well)\nand age (in years when the photo was taken, if known).',
  },
  labels: {
    description: 'write the name of each face, its place on the photo, and how it got the name',
    columns:
      'face, photo, shot, person, source, ambiguous, x, y, width, height, detector_score, quality and age. The box is in pixels of\nthe photo.',
  },
};

export function addTableExport(command: Command, kind: TableKind): void {
  const { description, columns } = texts[kind];
  const sub = command
    .command(kind)
    .description(description)
    .addOption(
      new Option('--format <format>', 'format of the file')
        .choices(tableFormat.options)
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'the file; nothing is overwritten')
    .option(
      '--paths',
      'name the photo of each face, too: a path may tell more about people than their names do',
    )
    .addOption(libraryOption())
    .addOption(jsonOption(answer));
  if (dependsOnHead(kind)) sub.addOption(headOption());
  sub
    .addHelpText(
      'after',
      `
Each face has a row: ${columns} Photos of one shot have the same number, and belong on one side
of a split. Only your account can read the file. Forgetting a person does not delete the file, but says that it exists. docs/EXPORTS.md shows how
to read it.`,
    )
    .action((options: Options) => run(kind, options));
}

async function run(kind: TableKind, { library, json, ...options }: Options): Promise<void> {
  const store = openStore(library);
  try {
    let line: ProgressLine | undefined;
    const table = { ...options, kind, paths: options.paths === true };
    const written = await exportTable(store, table, {
      signal: stopSignal(),
      tell(done, total) {
        line ??= progressLine('Writing', total!);
        line.update(done);
      },
    });
    line?.end();
    print(
      json,
      answer,
      written,
      () => `${counted(written.faces, 'face is', 'faces are')} in ${written.files.join(' and ')}.`,
    );
  } finally {
    store.close();
  }
}
