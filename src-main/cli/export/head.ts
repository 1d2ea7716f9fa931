/** `tammes export head`: a head for other programs. */
import { type Command, Option } from 'commander';
import { type HeadFormat, headFormat } from '../../../src-shared/contract/index.ts';
import { writtenFiles } from '../../services/data-files.ts';
import { exportHead } from '../../services/export-head.ts';
import { headFactsSchema } from '../../services/head-facts.ts';
import { openStore } from '../../store/store.ts';
import { jsonOption, libraryOption, print } from '../output.ts';

interface Options {
  library: string;
  json?: boolean;
  format: HeadFormat;
  out: string;
  people?: boolean;
}

const answer = writtenFiles.extend({ facts: headFactsSchema });

export function addHeadExport(command: Command): void {
  command
    .command('head')
    .description('write a head, which maps features to embeddings of length one')
    .argument('[head]', 'name or number of a head (default: the active one, see tammes heads)')
    .addOption(
      new Option('--format <format>', 'of the file').choices(headFormat.options).makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'the file; nothing is overwritten')
    .option('--people', 'with class centres and whose they are: both are personal data')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
In goes "feature", [N, 256], out comes "embedding", [N, size], each of length one; onnx and tfjs with --people also give "cosines",
[N, people]. safetensors and npz hold the weights: relu(feature · hiddenWeight + hiddenBias) · weight + bias + feature · skipWeight, without
the parts that are not there, brought to length one. All have metadata: loss, size, version of the features, verdict, Tammes' version and
commit. tfjs is a JSON file and a file of weights beside it. docs/EXPORTS.md shows how to read them.`,
    )
    .action(run);
}

async function run(wanted: string | undefined, { library, json, ...options }: Options): Promise<void> {
  const store = openStore(library);
  try {
    const written = await exportHead(store, wanted, { ...options, people: options.people === true });
    const { name, featureSize, dim } = written.facts;
    print(
      json,
      answer,
      written,
      () => `The head ${name}, ${featureSize} → ${dim}, is in ${written.files.join(' and ')}.`,
    );
  } finally {
    store.close();
  }
}
