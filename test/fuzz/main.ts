/** Long tests: `npm run fuzz -- ingest` and `kill`. The test suite runs short ones. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { progressLine } from '../../src-main/cli/output.ts';
import { number } from '../../src-main/cli/settings.ts';
import { decodeMutants } from './decode.ts';
import { ingestMutants } from './ingest.ts';
import { killIngests } from './kill.ts';

const program = new Command('fuzz').description(
  'tries to break Tammes; what it finds can be repeated by its seed',
);

program
  .command('ingest')
  .description('damaged photos: all are decoded, one in some is ingested as a whole')
  .option('--files <number>', 'damaged photos', number, 10_000)
  .option('--every <number>', 'one in how many is ingested, with the networks', number, 50)
  .option('--seed <number>', 'of the damage', number, 1)
  .action(async ({ files, every, seed }: { files: number; every: number; seed: number }) => {
    const line = progressLine('Decoding', files);
    const decoded = await decodeMutants(seed, files, (done) => line.update(done));
    line.end();
    const folder = await mkdtemp(join(tmpdir(), 'tammes-fuzz-'));
    const ingested = await ingestMutants(folder, seed, files, every);
    await rm(folder, { recursive: true });
    console.log(JSON.stringify({ decoded, ingested }, null, 2));
    if (decoded.faults.length + ingested.faults.length > 0) process.exitCode = 1;
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
    const line = progressLine('Killing', times);
    const report = await killIngests({
      times,
      seed,
      real: real === true,
      onKill: (kills) => line.update(kills),
    });
    line.end();
    console.log(JSON.stringify(report, null, 2));
    if (report.faults.length > 0) process.exitCode = 1;
  });

await program.parseAsync();
