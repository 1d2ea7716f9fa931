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
    .description('write a head: it maps features to embeddings of length one')
    .argument('[head]', 'name or number of a head (default: the active one, see tammes heads)')
    .addOption(
      new Option('--format <format>', 'format of the file').choices(headFormat.options).makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'the file; nothing is overwritten')
    .option('--people', 'with class centres and the names of their people: both are personal data')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
The input is "feature", [N, 256] for the built-in backbone. The output is "embedding", [N, size], each of length one; onnx and tfjs with --people also have the output
"cosines", [N, people]. safetensors and npz hold the weights. An embedding is relu(feature · hiddenWeight + hiddenBias) · weight + bias +
feature · skipWeight, scaled to length one; parts that the head lacks are left out. All formats have metadata: loss, size, version of the
features, verdict, and the version and commit of Tammes. tfjs is a JSON file with a file of weights beside it. docs/EXPORTS.md shows how to
read the files.`,
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
