import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import {
  type DescribeOptions,
  describeOptions,
  type PairsEvaluation,
} from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors.ts';
import { parsePairs } from '../../../src-shared/recognition/index.ts';
import { createVisionPool } from '../../compute/vision-pool.ts';
import { evaluatePairs } from '../../services/evaluation.ts';
import { loadHead } from '../../services/matching.ts';
import { openStore } from '../../store/store.ts';
import { detectorOption } from '../detector-option.ts';
import { findHead, headOption } from '../heads.ts';
import { jsonOption, libraryOption, type Progress, print, progressLine, stopSignal } from '../output.ts';
import { pairsText } from './text.ts';

interface Options {
  protocol: 'pairs';
  pairs?: string;
  images?: string;
  align: DescribeOptions['alignment'];
  mirror?: boolean;
  detector: DescribeOptions['detector'];
  head: string;
  library: string;
  json?: boolean;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('measure how well faces are recognised')
    .addOption(new Option('--protocol <name>', 'what is measured').choices(['pairs']).makeOptionMandatory())
    .option('--pairs <file>', 'list of pairs: pairs.txt of Labeled Faces in the Wild, or the same as CSV')
    .option('--images <dir>', 'folder of the photos, Name/Name_0001.jpg')
    .addOption(
      new Option('--align <way>', 'chip: turned and scaled as the network knows faces; box: upright crop')
        .choices(describeOptions.shape.alignment.unwrap().options)
        .default('chip'),
    )
    .addOption(detectorOption().default('ssd'))
    .option('--mirror', "describe a face by the mean of its own and its mirror image's feature")
    .addOption(headOption())
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
pairs: the protocol of Labeled Faces in the Wild. Each fold is judged by the threshold that is best on the others. Of
several faces on a photo the one closest to its centre is taken. Pairs with a photo without a face count as rejected.
Features are kept in the library, so that a second run takes seconds.`,
    )
    .action(runEvaluate);
}

async function runEvaluate(options: Options): Promise<void> {
  const result = await evaluateFiles(options);
  print(options.json, result, () => pairsText(result));
}

async function evaluateFiles({
  pairs,
  images,
  align,
  mirror = false,
  detector,
  ...options
}: Options): Promise<PairsEvaluation> {
  if (pairs === undefined || images === undefined) {
    throw new TammesError(
      'bad-input',
      'The pairs or their images are missing.',
      'Write: tammes evaluate --protocol pairs --pairs pairs.txt --images DIR.',
    );
  }
  const text = await readFile(pairs, 'utf8').catch((cause: unknown) => {
    throw new TammesError('file-missing', `${pairs} cannot be read.`, 'Check the path.', { cause });
  });
  const list = parsePairs(text, basename(pairs));
  const store = openStore(options.library);
  const pool = createVisionPool();
  let line: Progress | undefined;
  try {
    const { id, name } = await findHead(store, options.head);
    return await evaluatePairs(
      store,
      pool,
      {
        pairs: list,
        images,
        head: { name, head: loadHead(store, id) },
        options: describeOptions.parse({ alignment: align, mirror, detector }),
      },
      {
        signal: stopSignal(),
        onProgress({ done, total, cached }) {
          // What is known takes no time and says nothing of what is left.
          if (done === cached) return;
          line ??= progressLine('Describing faces', total, done - 1);
          line.update(done);
        },
      },
    );
  } finally {
    line?.end();
    await pool.close();
    store.close();
  }
}
