/** `tammes privacy-record`: the record of processing as a page. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { privacyRecord } from '../../src-shared/contract/index.ts';
import { setRecordTexts, writeRecord } from '../services/privacy-record.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print } from './output.ts';

interface Options {
  library: string;
  json?: boolean;
  to: string;
  language: 'en' | 'ja';
  purposes?: string;
  controller?: string;
}

export function privacyRecordCommand(): Command {
  return new Command('privacy-record')
    .description('write a record of processing (GDPR, article 30) of the library as a page to print')
    .requiredOption('--to <file>', 'the HTML file; nothing is overwritten')
    .addOption(
      new Option('--language <language>', 'language of the page').choices(['en', 'ja']).default('en'),
    )
    .option('--purposes <text>', 'what faces are kept for; the library remembers it')
    .option('--controller <text>', 'who is responsible, and how to reach them; the library remembers it')
    .addOption(libraryOption())
    .addOption(jsonOption(privacyRecord))
    .action(async ({ library, json, to, language, ...texts }: Options) => {
      const store = openStore(library);
      try {
        setRecordTexts(store, texts);
        const record = await writeRecord(store, to, language);
        print(json, privacyRecord, record, () => `The record of processing is in ${resolve(to)}.`);
      } finally {
        store.close();
      }
    });
}
