/** `tammes losses check`: compares the losses with a file of reference values. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { z } from 'zod';
import { type BackendId, backendId, parseInput } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import {
  type CaseErrors,
  checkLosses,
  composeLoss,
  findRegulariser,
  type GoldenFile,
  goldenFile,
  isRight,
  quantities,
  tolerance,
} from '../../../src-shared/losses/index.ts';
import { openBackend } from '../../compute/backend.ts';
import { backendOption } from '../backend-option.ts';
import { jsonOption, print, progressLine, table } from '../output.ts';

const errors = z.partialRecord(z.enum(quantities), z.number());

/** What all cases of a loss come to. */
const lossReport = z.object({
  loss: z.string(),
  cases: z.int(),
  /** Worst relative error of each quantity that the file gives. */
  errors,
  /** The largest error of all quantities over the well-conditioned cases, or null if there are none. */
  wellConditioned: z.number().nullable(),
  isRight: z.boolean(),
});
type LossReport = z.infer<typeof lossReport>;

const answer = z.object({
  backend: backendId,
  device: z.string(),
  tolerance: z.number(),
  losses: z.array(lossReport),
  failed: z.array(z.object({ id: z.string(), lossName: z.string(), isWellConditioned: z.boolean(), errors })),
});

export function checkCommand(): Command {
  return new Command('check')
    .description('compare the losses with reference values (schema loss-golden/1, see test/golden/README.md)')
    .argument('<file>', 'a JSON file of cases')
    .addOption(backendOption('wasm'))
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Errors are relative to the largest reference number of a quantity. The last column has the largest error over the
well-conditioned cases; our aim for these is 2e-5. A quantity of a case is not compared if the file says null, or if
float32 cannot decide it (samples that coincide, lengths on a bound). If ties decide which triplets are mined, only the
value is compared, loosely. The exit code is 1 if an error exceeds ${tolerance}.`,
    )
    .action(async (path: string, { backend, json }: { backend: BackendId | 'auto'; json?: boolean }) => {
      const file = await readGolden(path);
      const { tf, id, device, check } = await openBackend(backend, { threads: availableParallelism() });
      const reports = new Map<string, LossReport>();
      const failed: CaseErrors[] = [];
      const line = progressLine('Checking', file.cases.length);
      let done = 0;
      for await (const result of checkLosses(tf, file, { compose: composeLoss, findRegulariser })) {
        add(reports, result);
        if (!isRight(result)) failed.push(result);
        line.update(++done, result.id);
      }
      line.end();
      check();
      const report = { backend: id, device, tolerance, losses: [...reports.values()], failed };
      print(json, answer, report, () => resultText(report));
      if (failed.length > 0) process.exitCode = 1;
    });
}

async function readGolden(path: string): Promise<GoldenFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new TammesError('golden-not-readable', { path }, { cause });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new TammesError('golden-not-json', { path }, { cause });
  }
  return parseInput(goldenFile, content, path);
}

function add(reports: Map<string, LossReport>, result: CaseErrors): void {
  const { lossName, errors, isWellConditioned } = result;
  const report = reports.get(lossName) ?? {
    loss: lossName,
    cases: 0,
    errors: {},
    wellConditioned: null,
    isRight: true,
  };
  report.cases++;
  for (const quantity of quantities) {
    const error = errors[quantity];
    if (error !== undefined) report.errors[quantity] = Math.max(report.errors[quantity] ?? 0, error);
  }
  if (isWellConditioned) {
    report.wellConditioned = Math.max(report.wellConditioned ?? 0, ...Object.values(errors));
  }
  report.isRight &&= isRight(result);
  reports.set(lossName, report);
}

function resultText({
  device,
  losses,
  failed,
}: {
  device: string;
  losses: LossReport[];
  failed: CaseErrors[];
}): string {
  const show = (error: number | null | undefined) => (error == null ? '–' : error.toExponential(1));
  const total = losses.reduce((sum, { cases }) => sum + cases, 0);
  return [
    `On ${device}. Worst relative errors:`,
    table([
      ['loss', 'cases', ...quantities, 'well-conditioned'],
      ...losses.map(({ loss, cases, errors, wellConditioned }) => [
        loss,
        cases,
        ...quantities.map((quantity) => show(errors[quantity])),
        show(wellConditioned),
      ]),
    ]),
    '',
    failed.length === 0
      ? `All ${total} cases are within ${tolerance}.`
      : [
          `${failed.length} of ${total} cases are off by more than ${tolerance}:`,
          ...failed.map(({ id, errors }) => {
            const wrong = Object.entries(errors).filter(([, error]) => !(error <= tolerance));
            return `  ${id}: ${wrong.map(([name, error]) => `${name} ${show(error)}`).join(', ')}`;
          }),
        ].join('\n'),
  ].join('\n');
}
