/** `tammes losses`: lists and explains losses and regularisers. */
import { Command } from 'commander';
import { z } from 'zod';
import {
  findLoss,
  type Loss,
  losses,
  type Parameter,
  paper,
  type Regulariser,
  regularisers,
} from '../../../src-shared/losses/index.ts';
import { jsonOption, print, table } from '../output.ts';
import { checkCommand } from './check.ts';
import { lengthCommand } from './length.ts';

const words = { title: z.string(), description: z.string() };
const description = z.object({
  id: z.string(),
  title: z.string(),
  paper,
  summary: z.string(),
  parameters: z.record(
    z.string(),
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('choice'),
        ...words,
        default: z.string(),
        options: z.array(z.object({ value: z.string(), description: z.string() })),
      }),
      z.object({
        kind: z.literal('number'),
        ...words,
        default: z.number(),
        min: z.number(),
        max: z.number(),
        unit: z.string(),
        whole: z.boolean(),
      }),
    ]),
  ),
});
const listAnswer = z.array(description.extend({ kind: z.enum(['loss', 'regulariser']) }));

export function lossesCommand(): Command {
  const command = new Command('losses')
    .description('list the losses; show, check or explain one')
    // Options after a subcommand belong to the subcommand.
    .enablePositionalOptions()
    .addOption(jsonOption(listAnswer))
    .action(list);
  const subcommands = [showCommand(), checkCommand(), lengthCommand()];
  for (const subcommand of subcommands) command.addCommand(subcommand.exitOverride());
  return command;
}

function list({ json }: { json?: boolean }): void {
  const all = [
    ...losses.map((entry) => ({ kind: 'loss' as const, ...describe(entry) })),
    ...regularisers.map((entry) => ({ kind: 'regulariser' as const, ...describe(entry) })),
  ];
  print(json, listAnswer, all, () =>
    [
      table([
        ['id', 'kind', 'paper', 'parameters and defaults'],
        ...all.map(({ id, kind, paper, parameters }) => [
          id,
          kind,
          `${paper.authors.split(',')[0]} ${paper.year}`,
          Object.entries(parameters)
            .map(([name, parameter]) => `${name}=${parameter.default}`)
            .join(' '),
        ]),
      ]),
      '',
      'tammes losses show ID says what one does and what its parameters mean.',
    ].join('\n'),
  );
}

/** What a loss says of itself, as plain data in English. */
function describe({
  id,
  title,
  paper,
  summary,
  parameters,
}: Loss | Regulariser): z.infer<typeof description> {
  return {
    id,
    title,
    paper,
    summary: summary.en,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [name, describeParameter(parameter)]),
    ),
  };
}

function describeParameter(parameter: Parameter) {
  const base = { title: parameter.title.en, description: parameter.description.en };
  if (parameter.kind === 'choice') {
    const options = parameter.options.map(({ value, description }) => ({
      value,
      description: description.en,
    }));
    return { kind: parameter.kind, ...base, default: parameter.default, options };
  }
  const { min, max, unit, whole = false } = parameter;
  return { kind: parameter.kind, ...base, default: parameter.default, min, max, unit, whole };
}

function showCommand(): Command {
  return new Command('show')
    .description('explain a loss: its effect, its paper and its parameters')
    .argument('<id>', 'a loss or a regulariser')
    .addOption(jsonOption(description))
    .action((id: string, { json }: { json?: boolean }) => {
      const described = describe(regularisers.find((entry) => entry.id === id) ?? findLoss(id));
      const { title, paper, summary, parameters } = described;
      print(json, description, described, () =>
        [
          `${title} (${id})`,
          `${paper.authors}: ${paper.title}. ${paper.venue}`,
          '',
          summary,
          ...Object.entries(parameters).flatMap(([name, parameter]) => [
            '',
            `  ${name}=${parameter.default}  ${rangeOf(parameter)}`,
            `      ${parameter.description}`,
            ...('options' in parameter
              ? parameter.options.map(({ value, description }) => `      ${value}: ${description}`)
              : []),
          ]),
        ].join('\n'),
      );
    });
}

function rangeOf(parameter: ReturnType<typeof describeParameter>): string {
  if ('options' in parameter) return parameter.options.map(({ value }) => value).join(' | ');
  const { min, max, unit, whole } = parameter;
  return `${whole ? 'whole number ' : ''}${min} to ${max}${unit && ` ${unit}`}`;
}
