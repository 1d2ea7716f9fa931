import { Command } from 'commander';
import { z } from 'zod';
import {
  type ComparedFigure,
  type CurvePoint,
  changed,
  type Estimate,
  type EvaluationComparison,
  type KeptEvaluation,
  methods,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { citedRates, neededFor, tabledRates } from '../../src-shared/recognition/index.ts';
import { compareEvaluations } from '../services/compare-evaluations.ts';
import { evaluationNamed, evaluationsOf, removeKept } from '../services/evaluations.ts';
import { openStore, type Store } from '../store/store.ts';
import { groupsText } from './evaluate/groups-text.ts';
import { templatesLines } from './evaluate/templates-text.ts';
import { addExport } from './evaluations-export.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';

interface Options {
  compare?: string;
  remove?: boolean;
  library: string;
  json?: boolean;
}

const answer = z.union([
  methods['evaluations.list'].output,
  methods['evaluations.get'].output,
  methods['evaluations.compare'].output,
  changed.extend({ evaluationId: z.int() }),
]);

export function evaluationsCommand(): Command {
  const command = new Command('evaluations')
    .enablePositionalOptions()
    .description('list the kept evaluations, show or compare them, remove one, or export one')
    .argument('[evaluation]', 'name or number of an evaluation')
    .option(
      '--compare <other>',
      "show how its figures differ from another evaluation's on the same faces, for each pair of heads",
    )
    .option('--remove', 'remove the evaluation; tammes undo restores it')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .action((wanted: string | undefined, options: Options) => {
      const store = openStore(options.library);
      try {
        if (wanted !== undefined) one(store, wanted, options);
        else if (options.remove || options.compare !== undefined)
          throw new TammesError('evaluation-not-named', {});
        else list(store, options);
      } finally {
        store.close();
      }
    });
  addExport(command);
  return command;
}

function list(store: Store, { json }: Options): void {
  const all = evaluationsOf(store);
  print(json, answer, all, () =>
    all.length === 0
      ? 'No evaluation is kept yet.'
      : table([
          ['evaluation', 'made', 'protocol', 'people', 'heads, with DIR or TAR at FAR 1 %'],
          ...all.map(({ name, at, settings, people, heads }) => [
            name,
            at,
            settings.protocol,
            people,
            heads
              .map(
                ({ name, at1 }) =>
                  `${name} ${at1 === null ? 'too few to say' : share(at1)}${settings.protocol === 'holdout' ? ' first' : ''}`,
              )
              .join(', '),
          ]),
        ]),
  );
}

function one(store: Store, wanted: string, { compare, remove, json }: Options): void {
  const kept = evaluationNamed(store, wanted);
  if (compare !== undefined) {
    const compared = compareEvaluations(store, evaluationNamed(store, compare).id, kept.id);
    print(json, answer, compared, () => comparisonText(compared));
    return;
  }
  if (remove) {
    const { entryId } = removeKept(store, kept.id);
    print(
      json,
      answer,
      { evaluationId: kept.id, entryId },
      () => `Removed: ${kept.name}. tammes undo restores it.`,
    );
  } else print(json, answer, kept, () => evaluationText(kept));
}

/** All figures of an evaluation. */
export function evaluationText({ name, at, result }: Pick<KeptEvaluation, 'name' | 'at' | 'result'>): string {
  const { heads, search, pairs, people, faces } = result;
  const trained = heads.map(({ name, trainedOn }) =>
    trainedOn === null
      ? `Whether ${name} was trained on these photos is not known.`
      : trainedOn.people === 0
        ? `${name} was trained on none of these people.`
        : `${name} was trained on ${trainedOn.people} of these people (${trainedOn.faces} faces, which are not searched for).`,
  );
  return [
    `${name}, ${at}: ${people} people, ${faces} faces.`,
    ...('unseen' in result.settings && result.settings.unseen
      ? ['Only people whom no head was trained on.']
      : []),
    ...trained,
    ...(search === null
      ? []
      : [
          '',
          result.settings.protocol === 'holdout'
            ? 'How often the right person comes first, and among the first five; all are enrolled:'
            : 'Found and named (DIR), against strangers let in (FAR):',
          figures(result, search),
        ]),
    ...(pairs === null
      ? []
      : [
          '',
          'Same-person pairs accepted (TAR), against pairs of two people accepted (FAR):',
          figures(result, pairs),
          ...(pairs.templates === null ? [] : templatesLines(pairs.templates)),
        ]),
    ...(result.groups === null ? [] : groupsText(result.heads, result.groups)),
  ].join('\n');
}

/** Figures that are no words of their own. */
const namesOf: Partial<Record<ComparedFigure['figure'], string>> = {
  accuracy: 'accuracy ± sd over folds',
  auc: 'AUC',
  eer: 'EER',
  top1: 'top-1',
  top5: 'top-5',
};

/** Each head of the second evaluation less each of the first. */
export function comparisonText({ first, second, heads }: EvaluationComparison): string {
  const rows = heads.flatMap(({ head, to, search, pairs }) =>
    [...(search ?? []), ...(pairs ?? [])].map(({ figure, at, first, second, difference: found }) => [
      ...[head, to, at === null ? (namesOf[figure] ?? figure) : `${figure} at FAR ${rateText(at)} %`],
      ...[share(second), share(first), difference(found)],
    ]),
  );
  return [
    `${second.name} compared with ${first.name}, on the same faces. Differences are in points, with 95 % intervals over people.`,
    table([['head', 'compared with', 'figure', second.name, first.name, 'difference'], ...rows]),
  ].join('\n');
}

/** Figures that hold without a rate, in their order. */
const others = ['top1', 'top5', 'eer', 'auc', 'accuracy'] as const;
type Others = { [K in (typeof others)[number]]?: (Estimate & { standardDeviation?: number }) | null };

interface Curves {
  heads: readonly (Others & { points: readonly CurvePoint[] })[];
  differences: readonly (Others & { points: readonly CurvePoint[] })[];
}

function figures({ heads, pairs, settings }: KeptEvaluation['result'], curves: Curves): string {
  const first = curves.heads[0]!;
  // By holdout nobody is a stranger.
  const rates = first.top5 ? [] : pairs?.templates ? citedRates : tabledRates;
  const rows = rates.map((rate) => {
    const at = ({ points }: Pick<Curves['heads'][number], 'points'>) =>
      points.find((point) => point.rate === rate);
    if (at(first) === undefined) {
      return [`FAR ${rateText(rate)} %`, ...curves.heads.map(() => `too few: ${neededFor(rate)} needed`), ''];
    }
    return [
      `FAR ${rateText(rate)} %`,
      ...curves.heads.map((head) => share(at(head)!)),
      curves.differences.map((one) => difference(at(one)!)).join(', '),
    ];
  });
  return table([
    ['', ...heads.map(({ name }) => name), 'difference from the first'],
    ...rows,
    ...others
      .filter((key) => first[key] && (key !== 'top1' || settings.protocol === 'holdout'))
      .map((key) => [
        namesOf[key]!,
        ...curves.heads.map((head) => share(head[key]!)),
        curves.differences.map((one) => difference(one[key]!)).join(', '),
      ]),
  ]);
}

const percent = (value: number) => Number((100 * value).toFixed(2));

/** However rare. */
const rateText = (rate: number) => Number((100 * rate).toPrecision(3));

/** A share with its interval; of a mean over folds also how far these scatter. */
export function share({
  value,
  interval,
  standardDeviation,
}: Estimate & { standardDeviation?: number }): string {
  const deviation = standardDeviation === undefined ? '' : ` ± ${percent(standardDeviation)}`;
  const ends = interval && ` (${percent(interval[0])} to ${percent(interval[1])})`;
  return `${percent(value)} %${deviation}${ends ?? ''}`;
}

function difference({ value, interval }: Estimate): string {
  const signed = (one: number) => `${one > 0 ? '+' : ''}${percent(one)}`;
  return `${signed(value)}${interval === null ? '' : ` (${signed(interval[0])} to ${signed(interval[1])})`}`;
}
