/** Long tests: `npm run fuzz -- ingest` and `kill`; what they find lies in test/bench/results. The test suite runs short ones. */
import { Command } from 'commander';
import { progressLine } from '../../src-main/cli/output.ts';
import { number } from '../../src-main/cli/settings.ts';
import { tagOf } from '../bench/machine.ts';
import { headerNow, writeResult } from '../bench/results.ts';
import { ingestMutants } from './ingest.ts';
import { killIngests } from './kill.ts';
import { ingestText, killText, writeFuzzTables } from './table.ts';

const program = new Command('fuzz').description(
  'tries to break Tammes; what it finds can be repeated by its seed',
);

program
  .command('ingest')
  .description('damaged photos: all are ingested, with the networks')
  .option('--files <number>', 'damaged photos', number, 10_000)
  .option('--seed <number>', 'of the damage', number, 1)
  .action(async ({ files, seed }: { files: number; seed: number }) => {
    const header = await headerNow();
    const line = progressLine('Reading damaged photos', files);
    const report = await ingestMutants(seed, files, (done) => line.update(done));
    line.end();
    const result = { header, seed, ...report };
    console.log(ingestText(result));
    await keep('fuzz-ingest', result);
  });

program
  .command('kill')
  .description(
    'kill -9 at random moments of an ingest, resumed each time: the library ends as an undisturbed one',
  )
  .option('--times <number>', 'kills', number, 100)
  .option('--real', 'with the networks, by the command itself, instead of made-up faces')
  .option('--seed <number>', 'of the moments', number, 1)
  .action(async ({ times, seed, real }: { times: number; seed: number; real?: boolean }) => {
    const header = await headerNow();
    const line = progressLine('Killing', times);
    const isReal = real === true;
    const onKill = (kills: number) => line.update(kills);
    const report = await killIngests({ times, seed, real: isReal, onKill });
    line.end();
    const result = { header, seed, real: isReal, ...report };
    console.log(killText(result));
    await keep(isReal ? 'fuzz-kill-real' : 'fuzz-kill-made-up', result);
  });

async function keep(
  name: string,
  result: { header: Awaited<ReturnType<typeof headerNow>>; faults: string[] },
): Promise<void> {
  console.log(`Written: ${await writeResult(name, tagOf(result.header.machine), result)}`);
  await writeFuzzTables();
  if (result.faults.length > 0) process.exitCode = 1;
}

await program.parseAsync();
