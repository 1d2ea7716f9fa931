/** Long tests: `npm run fuzz -- ingest` and `kill`; what they find lies in test/bench/results. The test suite runs short ones. */
import { Command } from 'commander';
import { progressLine } from '../../src-main/cli/output.ts';
import { number } from '../../src-main/cli/settings.ts';
import { tagOf } from '../bench/machine.ts';
import { headerNow, writeResult } from '../bench/results.ts';
import { askAnything } from './api.ts';
import { askAsDescribed } from './http.ts';
import { ingestMutants } from './ingest.ts';
import { killIngests } from './kill.ts';
import { killEdits } from './kill-edits.ts';
import { killUpkeep } from './kill-upkeep.ts';
import { damageLibraries } from './library.ts';
import {
  apiText,
  editsText,
  httpText,
  ingestText,
  killText,
  libraryText,
  tablesText,
  upkeepText,
  writeFuzzTables,
} from './table.ts';
import { readDamagedTables } from './tables.ts';

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

program
  .command('upkeep')
  .description(
    'kill -9 at random moments of forgetting, backups and restores: nothing is lost or half erased',
  )
  .option('--times <number>', 'kills', number, 200)
  .option('--seed <number>', 'of the moments', number, 1)
  .action(async ({ times, seed }: { times: number; seed: number }) => {
    const header = await headerNow();
    const line = progressLine('Killing', times);
    const report = await killUpkeep(seed, times, (kills) => line.update(kills));
    line.end();
    const result = { header, seed, ...report };
    console.log(upkeepText(result));
    await keep('fuzz-upkeep', result);
  });

program
  .command('library')
  .description('damaged libraries: each is told or salvaged, and none is believed')
  .argument('[libraries]', 'how many', number, 1000)
  .option('--seed <number>', 'of the damage', number, 1)
  .action(async (libraries: number, { seed }: { seed: number }) => {
    const header = await headerNow();
    const line = progressLine('Damaging', libraries);
    const report = await damageLibraries(seed, [...Array(libraries).keys()], (done) => line.update(done));
    line.end();
    const result = { header, seed, ...report };
    console.log(libraryText(result));
    await keep('fuzz-library', result);
  });

program
  .command('tables')
  .description('damaged tables of vectors, columns and pairs: each is read or refused with a reason')
  .option('--files <number>', 'damaged tables', number, 5000)
  .option('--seed <number>', 'of the damage', number, 1)
  .action(async ({ files, seed }: { files: number; seed: number }) => {
    const header = await headerNow();
    const line = progressLine('Reading damaged tables', files);
    const report = await readDamagedTables(seed, files, (done) => line.update(done));
    line.end();
    const result = { header, seed, ...report };
    console.log(tablesText(result));
    await keep('fuzz-tables', result);
  });

program
  .command('edits')
  .description(
    'kill -9 at random moments of random changes by hand; the journal takes all of them back exactly',
  )
  .option('--edits <number>', 'changes', number, 500)
  .option('--seed <number>', 'of the changes and the moments', number, 1)
  .action(async ({ edits, seed }: { edits: number; seed: number }) => {
    const header = await headerNow();
    const line = progressLine('Changing', edits);
    const report = await killEdits({ edits, seed, most: 12, onKill: (done) => line.update(done) });
    line.end();
    const result = { header, seed, ...report };
    console.log(editsText(result));
    await keep('fuzz-edits', result);
  });

program
  .command('api')
  .description('mutated requests to the web host, on a library of a few people')
  .option('--requests <number>', 'requests', number, 100_000)
  .option('--seed <number>', 'of the requests', number, 1)
  .action(async ({ requests, seed }: { requests: number; seed: number }) => {
    const header = await headerNow();
    const line = progressLine('Asking', requests);
    const report = await askAnything(seed, requests, (done) => line.update(done));
    line.end();
    const result = { header, seed, ...report };
    console.log(apiText(result));
    await keep('fuzz-api', result);
  });

program
  .command('http')
  .description('the interface for other programs, by schemathesis (see test/helpers/api-peers.ts)')
  .option('--examples <number>', 'of each address and phase', number, 700)
  .option('--seed <number>', 'of the requests', number, 1)
  .action(async ({ examples, seed }: { examples: number; seed: number }) => {
    const header = await headerNow();
    const result = { header, seed, ...(await askAsDescribed(seed, examples)) };
    console.log(httpText(result));
    await keep('fuzz-http', result);
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
