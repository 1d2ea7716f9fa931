/** `tammes export model`: backbone and head as one network. */
import { type Command, Option } from 'commander';
import { writtenFiles } from '../../services/data-files.ts';
import { exportModel } from '../../services/export-model.ts';
import { modelCard } from '../../services/model-card.ts';
import { openStore } from '../../store/store.ts';
import { jsonOption, libraryOption, print } from '../output.ts';

interface Options {
  library: string;
  json?: boolean;
  out: string;
  language: 'en' | 'ja';
}

const answer = writtenFiles.extend({ card: modelCard });

export function addModelExport(command: Command): void {
  command
    .command('model')
    .description('write backbone and head as one network, from aligned faces to embeddings of length one')
    .argument('[head]', 'name or number of a head (default: the active one, see tammes heads)')
    .addOption(new Option('--format <format>', 'format of the file').choices(['onnx']).default('onnx'))
    .requiredOption('--out <file>', 'the file; nothing is overwritten')
    .addOption(
      new Option('--language <language>', 'language of the card to read').choices(['en', 'ja']).default('en'),
    )
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
The input is "chip", [N, 3, 150, 150]: red, green and blue from 0 to 255 of a face that is aligned as dlib does it. The output is "embedding",
[N, size], the same as in Tammes. Two cards are written beside the network, .card.md for people and .card.json for programs. They describe
data, loss, verdict, thresholds and licence.`,
    )
    .action(run);
}

async function run(wanted: string | undefined, { library, json, out, language }: Options): Promise<void> {
  const store = openStore(library);
  try {
    const written = await exportModel(store, wanted, { out, language });
    print(
      json,
      answer,
      written,
      () => `The head ${written.card.head.name} with its backbone is in ${written.files.join(', ')}.`,
    );
  } finally {
    store.close();
  }
}
