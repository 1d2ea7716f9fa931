/** `tammes losses length`: gradient lengths by angle, as a table. */
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { TammesError } from '../../../src-shared/errors/index.ts';
import {
  composeLoss,
  gradientLengths,
  insideAngle,
  isCosineLoss,
  losses,
  resolveParameters,
} from '../../../src-shared/losses/index.ts';
import { openBackend } from '../../compute/backend.ts';
import { jsonOption, print, table } from '../output.ts';
import { addSetting, number, type Settings } from '../settings.ts';

interface Options {
  loss: string;
  set: Settings;
  classes: number[];
  otherAngle: number;
  norm: number;
  step: number;
  pull?: boolean;
  json?: boolean;
}

const answer = z.object({
  loss: z.string(),
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  quantity: z.enum(['pull', 'length']),
  otherAngle: z.number(),
  norm: z.number(),
  degrees: z.array(z.number()),
  curves: z.array(z.object({ classes: z.int(), own: z.array(z.number()), other: z.array(z.number()) })),
});

export function lengthCommand(): Command {
  const cosineLosses = losses.filter(isCosineLoss).map(({ id }) => id);
  return new Command('length')
    .description("print the length of a loss's gradient by the angle to the sample's class centre")
    .requiredOption('--loss <id>', cosineLosses.join(', '))
    .option('--set <name=value>', 'a parameter of the loss; may be repeated', addSetting, {})
    .option('--classes <list>', 'numbers of classes C, separated by commas', classList, [10, 1000, 100_000])
    .option('--other-angle <degrees>', 'angle to every other class centre', number, 90)
    .option('--norm <length>', 'length of the embedding, for losses that use it', number, 1)
    .option('--step <degrees>', 'step between angles', number, 10)
    .option('--pull', 'print the full pull: the length times the sine of the angle')
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
The length is |dL/dcos| of one sample, for the target class's centre and for each of the others. The full pull on a centre
or an embedding of length 1 is this length times sin(theta), the length of the part of one that is orthogonal to the other.
At 0 and 180 degrees the table has the limits.`,
    )
    .action(async (options: Options) => {
      const loss = composeLoss(options.loss, null);
      if (!isCosineLoss(loss)) {
        throw new TammesError('loss-without-angles', { loss: loss.title, known: cosineLosses });
      }
      const values = resolveParameters(loss, options.set);
      const { otherAngle, norm } = options;
      if (!(options.step > 0 && otherAngle >= 0 && otherAngle <= 180 && norm > 0)) {
        throw new TammesError('length-options-out-of-range', {});
      }
      const degrees = Array.from({ length: Math.floor(180 / options.step) + 1 }, (_, i) => i * options.step);
      const { tf } = await openBackend('cpu');
      const curves = options.classes.map((classes) => {
        const lengths = gradientLengths(tf, loss, values, {
          angles: degrees.map(toRadians),
          classes,
          otherAngle: toRadians(otherAngle),
          norm,
        });
        return {
          classes,
          own: lengths.own.map((length, i) => pulled(options, length, degrees[i]!)),
          other: lengths.other.map((length) => pulled(options, length, otherAngle)),
        };
      });
      const result: z.infer<typeof answer> = {
        loss: loss.id,
        parameters: values,
        quantity: options.pull ? 'pull' : 'length',
        otherAngle,
        norm,
        degrees,
        curves: curves.map(({ classes, own, other }) => ({
          classes,
          own: Array.from(own),
          other: Array.from(other),
        })),
      };
      print(options.json, answer, result, () =>
        table([
          ['theta', ...curves.flatMap(({ classes }) => [`target, C=${classes}`, `other, C=${classes}`])],
          ...degrees.map((angle, i) => [
            `${Number(angle.toFixed(3))}°`,
            ...curves.flatMap(({ own, other }) => [own[i]!.toPrecision(4), other[i]!.toPrecision(4)]),
          ]),
        ]),
      );
    });
}

const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

function pulled({ pull }: Options, length: number, degrees: number): number {
  return pull ? length * Math.sin(insideAngle(toRadians(degrees))) : length;
}

function classList(text: string): number[] {
  const list = text.split(',').map(Number);
  if (list.every((count) => Number.isInteger(count) && count >= 2)) return list;
  throw new InvalidArgumentError('Write whole numbers from 2, separated by commas.');
}
