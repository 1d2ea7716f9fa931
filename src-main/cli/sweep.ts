import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  type SettingValue,
  type SweepCost,
  type SweepPlan,
  sweepCost,
  sweepPlan,
  sweepReport,
  type TagCondition,
} from '../../src-shared/contract/index.ts';
import { createSweep, type ReadySweep, runSweep } from '../services/run-sweep.ts';
import { reportOf } from '../services/sweep-report.ts';
import { costOf } from '../services/sweeps.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, progressLine, stopSignal } from './output.ts';
import { number } from './settings.ts';
import { planOf, type SaidOfPlan } from './sweep-plan.ts';
import { costText, reportText } from './sweep-text.ts';
import { withoutTagOption } from './without-tag-option.ts';

interface Options {
  losses?: string;
  seeds?: number;
  method?: string;
  candidates?: number;
  set: Record<string, SettingValue[]>;
  hidden?: number;
  withoutTag?: TagCondition;
  cost?: boolean;
  schema?: boolean;
  library: string;
  json?: boolean;
}

export function sweepCommand(): Command {
  return new Command('sweep')
    .description(
      'train losses with several settings and seeds, and choose the best on people kept out of training',
    )
    .argument('[plan]', 'a plan in a YAML or JSON file; options take precedence over it')
    .option('--losses <names>', 'all, or names separated by commas')
    .option('--seeds <number>', 'how often each candidate is trained', number)
    .addOption(
      new Option('--method <name>', 'how candidates are chosen from all combinations').choices(
        sweepPlan.shape.method.unwrap().options,
      ),
    )
    .option('--candidates <number>', 'random, halving: how many candidates are drawn', number)
    .option('--set <path=values>', 'values of a setting, separated by commas; may be repeated', addValues, {})
    .option(
      '--hidden <share>',
      'share of the people whom no candidate sees: they judge the chosen candidate',
      number,
    )
    .addOption(withoutTagOption())
    .option('--cost', 'say what the sweep costs, and do nothing else')
    .option('--schema', 'print the JSON Schema of a plan')
    .addOption(libraryOption())
    .addOption(jsonOption(z.union([sweepReport, sweepCost])))
    .addHelpText(
      'after',
      `
Name a setting of tammes train by its path (docs/TRAINING.md), such as optimiser.learningRate, and a parameter of a loss
as parameters.NAME, such as parameters.margin. Ctrl+C stops a sweep; tammes sweeps resume SWEEP continues it.`,
    )
    .action(sweep);
}

async function sweep(file: string | undefined, options: Options): Promise<void> {
  if (options.schema) {
    process.stdout.write(`${JSON.stringify(z.toJSONSchema(sweepPlan, { io: 'input' }), null, 2)}\n`);
    return;
  }
  const plan = await planOf(file, saidIn(options));
  const store = openStore(options.library);
  try {
    const cost = await timed(store, plan);
    if (options.cost) {
      print(options.json, sweepCost, cost, () => costText(cost));
      return;
    }
    process.stderr.write(`${costText(cost)}\n`);
    await workOn(store, await createSweep(store, plan), options.json);
  } finally {
    store.close();
  }
}

/** The cost, with a line of progress while each loss is trained for a moment. */
async function timed(store: Store, plan: SweepPlan): Promise<SweepCost> {
  let line: ReturnType<typeof progressLine> | undefined;
  const onProgress = (done: number, total: number) => {
    line ??= progressLine('Timing the losses', total);
    line.update(done);
  };
  return costOf(store, plan, { onProgress }).finally(() => line?.end());
}

/** Works on a sweep with a line of progress, and prints its report. */
export async function workOn(store: Store, ready: ReadySweep, json: boolean | undefined): Promise<void> {
  let line: ReturnType<typeof progressLine> | undefined;
  const onProgress = (done: number, total: number) => {
    line ??= progressLine(`Sweep ${ready.sweepId}`, total, done);
    line.update(done);
  };
  await runSweep(store, ready, { signal: stopSignal(), onProgress }).finally(() => line?.end());
  const report = reportOf(store, ready.sweepId);
  print(json, sweepReport, report, () => reportText(report));
  if (report.status === 'finished') return;
  process.stderr.write(`Continue it with: tammes sweeps resume ${ready.sweepId}\n`);
  process.exitCode = 1;
}

function saidIn(options: Options): SaidOfPlan {
  const { losses, seeds, method, candidates, hidden, withoutTag: without, set: settings } = options;
  const said = {
    losses: losses === undefined || losses === 'all' ? losses : losses.split(','),
    ...{ seeds, method, candidates, hidden, without },
  };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), settings };
}

/** A commander parser for `path=values`. */
function addValues(text: string, all: Record<string, SettingValue[]>): Record<string, SettingValue[]> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as path=value,value.');
  const values = text
    .slice(at + 1)
    .split(',')
    .map((value): SettingValue => {
      if (value === 'true' || value === 'false') return value === 'true';
      if (value === 'none') return null;
      return value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    });
  return { ...all, [text.slice(0, at)]: values };
}
