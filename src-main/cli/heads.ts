import { Command } from 'commander';
import { z } from 'zod';
import { head as headInfo } from '../../src-shared/contract/index.ts';
import { ensurePretrained, headsOf, useHead } from '../services/heads.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { verdictText, verdictWord } from './verdict-text.ts';

const answer = z.union([headInfo, z.array(headInfo)]);

export function headsCommand(): Command {
  return new Command('heads')
    .description(
      'list the heads with their verdicts, or make one the active head, by which people are recognised',
    )
    .option('--use <head>', 'make a head the active one, by its name or number')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .action(async ({ use, library, json }: { use?: string; library: string; json?: boolean }) => {
      const store = openStore(library);
      try {
        if (use !== undefined) {
          const head = await useHead(store, use);
          print(json, answer, head, () =>
            [
              `${head.name} is the active head.`,
              ...(head.runId === null && head.loss === null ? [] : [verdictText(head.verdict)]),
            ].join('\n'),
          );
          return;
        }
        await ensurePretrained(store);
        const heads = headsOf(store);
        print(json, answer, heads, () =>
          table([
            ['head', 'size', 'active', 'verdict'],
            ...heads.map(({ name, dim, active, runId, loss, verdict }) => [
              name,
              dim,
              active ? 'yes' : '',
              runId === null && loss === null ? '' : verdictWord(verdict),
            ]),
          ]),
        );
      } finally {
        store.close();
      }
    });
}
