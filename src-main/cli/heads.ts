import { Command } from 'commander';
import { ensurePretrained, headsOf, useHead } from '../services/heads.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { verdictText, verdictWord } from './verdict-text.ts';

export function headsCommand(): Command {
  return new Command('heads')
    .description('list the heads with what they are worth, or choose the one that recognises')
    .option('--use <head>', 'make a head the active one, by its name or number')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .action(async ({ use, library, json }: { use?: string; library: string; json?: boolean }) => {
      const store = openStore(library);
      try {
        if (use !== undefined) {
          const head = await useHead(store, use);
          print(json, head, () =>
            [
              `${head.name} is the active head.`,
              ...(head.runId === null ? [] : [verdictText(head.verdict)]),
            ].join('\n'),
          );
          return;
        }
        await ensurePretrained(store);
        const heads = headsOf(store);
        print(json, heads, () =>
          table([
            ['head', 'size', 'active', 'verdict'],
            ...heads.map(({ name, dim, active, runId, verdict }) => [
              name,
              dim,
              active ? 'yes' : '',
              runId === null ? '' : verdictWord(verdict),
            ]),
          ]),
        );
      } finally {
        store.close();
      }
    });
}
