/** `tammes evaluations export`: a kept evaluation as a file for spreadsheets, programs or readers. */
import { type Command, Option } from 'commander';
import type { KeptEvaluation } from '../../src-shared/contract/index.ts';
import type { Language } from '../../src-shared/errors/index.ts';
import {
  evaluationCsv,
  evaluationJson,
  evaluationReport,
  reportEn,
  reportJa,
} from '../../src-shared/evaluation-files/index.ts';
import { evaluationNamed } from '../services/evaluations.ts';
import { openStore } from '../store/store.ts';
import { libraryOption } from './output.ts';

const formats = ['csv', 'html', 'json'] as const;

interface Options {
  format: (typeof formats)[number];
  language: Language;
  library: string;
}

export function addExport(evaluations: Command): void {
  evaluations
    .command('export <evaluation>')
    .description('print a kept evaluation as a table, a page or data')
    .addOption(new Option('--format <format>', 'what is printed').choices(formats).makeOptionMandatory())
    .addOption(
      new Option('--language <language>', 'language of the page').choices(['en', 'ja']).default('en'),
    )
    .addOption(libraryOption())
    .addHelpText(
      'after',
      `
csv: a line for each figure, with its 95 % interval and what it is counted on: people; own: pairs of one person or searches for enrolled
people; others: pairs of two people or searches for strangers; and how many of each go wrong at the threshold. A figure without a value
has too few to say. Shares are from 0 to 1.
html: the tables as one page, without charts; the screen Evaluate saves them with charts.
json: everything that was found, with the numbers of the faces that it mentions.
None of them names anybody. To write a file: tammes evaluations export Search --format csv > search.csv`,
    )
    .action(run);
}

function run(wanted: string, { format, language, library }: Options): void {
  const store = openStore(library);
  try {
    process.stdout.write(textOf(evaluationNamed(store, wanted), format, language));
  } finally {
    store.close();
  }
}

function textOf(kept: KeptEvaluation, format: Options['format'], language: Language): string {
  switch (format) {
    case 'csv':
      return evaluationCsv(kept);
    case 'json':
      return evaluationJson(kept);
    case 'html':
      return evaluationReport(kept, [], language === 'ja' ? reportJa : reportEn, language);
  }
}
