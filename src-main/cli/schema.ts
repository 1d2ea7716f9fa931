/** `tammes schema`: what commands print with `--json`, as JSON Schema. */
import { Command } from 'commander';
import { z } from 'zod';
import { TammesError } from '../../src-shared/errors/index.ts';
import { JsonOption } from './output.ts';

/** @param commands whose answers are told, with their subcommands. */
export function schemaCommand(commands: readonly Command[]): Command {
  return new Command('schema')
    .description('print what a command prints with --json, as JSON Schema (draft 2020-12)')
    .argument('[command...]', 'such as: people rename (default: all commands, by name)')
    .addHelpText(
      'after',
      `
Every printed field is in the schema. The schema of a later version may have more fields. Exit codes and standard error are as without
--json.`,
    )
    .action((words: string[]) => {
      const answers = answersOf(commands);
      const name = words.join(' ');
      const answer = answers.get(name);
      if (words.length > 0 && answer === undefined)
        throw new TammesError('schema-unknown', { name, known: [...answers.keys()] });
      const content =
        answer === undefined
          ? Object.fromEntries([...answers].map(([key, schema]) => [key, z.toJSONSchema(schema)]))
          : z.toJSONSchema(answer);
      process.stdout.write(`${JSON.stringify(content, null, 2)}\n`);
    });
}

/** By the command's words, such as `people rename`, the schema of what it prints. */
function answersOf(commands: readonly Command[], before = ''): Map<string, z.ZodType> {
  return new Map(
    commands.flatMap((command) => {
      const name = `${before}${command.name()}`;
      const option = command.options.find((one) => one instanceof JsonOption);
      const own = option === undefined ? [] : [[name, option.answer] as const];
      return [...own, ...answersOf(command.commands, `${name} `)];
    }),
  );
}
