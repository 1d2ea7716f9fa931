/** The candidates of a plan: each a loss with values of the settings. */
import {
  parseInput,
  type SettingRange,
  type SettingValue,
  type SweepPlan,
  type TrainSpec,
  trainSpec,
} from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';
import { findLoss, losses, resolveParameters } from '../losses/index.ts';
import { type Random, randomFrom } from '../random.ts';
import { lossOf, withRecipe } from '../training/index.ts';
import { nested, trainingSettings } from '../training-settings/index.ts';

export interface Candidate {
  loss: string;
  /** Values of the settings that the plan gives several of, by path. */
  settings: Record<string, SettingValue>;
  /** Complete but for the seed, which each trial has of its own. */
  spec: TrainSpec;
}

/** The sweep sees to these itself: its seeds, its folds, and trials that measure nothing on the way. */
const ownSettings: ReadonlySet<string> = new Set(['seed', 'refit', 'patience']);
/** All candidates are judged alike. */
const commonSettings: ReadonlySet<string> = new Set(['strangers', 'validation', 'select', 'backend']);
/** More would take weeks. */
const most = 2000;
const parameterPrefix = 'parameters.';

/**
 * In an order that the plan decides.
 * @throws TammesError 'bad-input' for a loss, a setting or a value that there is not, or a range where only lists can be taken.
 */
export function candidatesOf(plan: SweepPlan): Candidate[] {
  return choicesOf(plan).map(({ loss, values }) => candidateOf(plan, loss, values));
}

/** How many they are: no settings are completed and checked for it. @throws TammesError as `candidatesOf`, but for values. */
export function countCandidates(plan: SweepPlan): number {
  return choicesOf(plan).length;
}

function choicesOf(plan: SweepPlan): Choice[] {
  const names = plan.losses === 'all' ? losses.map(({ id }) => id) : [...new Set(plan.losses)];
  refuseUnknown(plan, names);
  return isDrawn(plan) ? drawn(plan, names) : combinations(plan, names);
}

/** Whether candidates are drawn rather than all taken. */
function isDrawn({ method, candidates }: SweepPlan): boolean {
  if (method === 'random' && candidates === null) throw new TammesError('sweep-draws-unsaid', {});
  return method !== 'grid' && candidates !== null;
}

interface Choice {
  loss: string;
  values: Record<string, SettingValue>;
}

function combinations(plan: SweepPlan, names: readonly string[]): Choice[] {
  const choices = names.flatMap((loss) =>
    rangesFor(plan, loss).reduce<Choice[]>(
      (found, [path, range]) => {
        if (!isListed(range)) throw new TammesError('sweep-range-in-grid', { setting: path });
        return found.flatMap(({ values }) =>
          listOf(range).map((value) => ({ loss, values: { ...values, [path]: value } })),
        );
      },
      [{ loss, values: {} }],
    ),
  );
  if (choices.length > most) throw new TammesError('sweep-too-large', { candidates: choices.length, most });
  return choices;
}

/** Losses take turns; a combination is taken once. */
function drawn(plan: SweepPlan, names: readonly string[]): Choice[] {
  const random = randomFrom(plan.seed, 11);
  const found = new Map<string, Choice>();
  // Lists may have fewer combinations than are asked for.
  for (let k = 0; found.size < plan.candidates! && k < 50 * plan.candidates!; k++) {
    const loss = names[k % names.length]!;
    const values = Object.fromEntries(
      rangesFor(plan, loss).map(([path, range]) => [path, drawOf(path, range, random)]),
    );
    const key = JSON.stringify([loss, values]);
    if (!found.has(key)) found.set(key, { loss, values });
  }
  return [...found.values()];
}

function drawOf(path: string, range: SettingRange, random: Random): SettingValue {
  if (isListed(range)) {
    const list = listOf(range);
    return list[random.integer(list.length)]!;
  }
  const { from, to, scale } = range;
  if (!(from < to) || (scale === 'log' && from <= 0))
    throw new TammesError('sweep-range-empty', { setting: path });
  const u = random.uniform();
  const value = scale === 'log' ? from * (to / from) ** u : from + u * (to - from);
  const setting = trainingSettings.find((one) => one.path === path);
  const isWhole = setting?.kind === 'number' && setting.whole === true;
  return isWhole ? Math.round(value) : Number(value.toPrecision(4));
}

function candidateOf(plan: SweepPlan, loss: string, values: Choice['values']): Candidate {
  const { limits, without } = plan;
  const given = { loss, ...nested(Object.entries({ backend: 'wasm', ...values })), limits, without };
  const spec = parseInput(trainSpec, withRecipe(given), `Sweep, ${loss}`);
  const parameters = { ...resolveParameters(lossOf(spec), spec.parameters) };
  const varied = Object.entries(values).filter(([path]) => isVaried(plan.settings[path]!));
  return { loss, settings: Object.fromEntries(varied), spec: { ...spec, parameters } };
}

/** The ranges that a loss has use for: a parameter of other losses is none of its own. */
function rangesFor({ settings }: SweepPlan, loss: string): [string, SettingRange][] {
  const { parameters } = findLoss(loss);
  return Object.entries(settings).filter(
    ([path]) =>
      !path.startsWith(parameterPrefix) || Object.hasOwn(parameters, path.slice(parameterPrefix.length)),
  );
}

/** Whether a plan gives several values of a setting. */
function isVaried(range: SettingRange): boolean {
  return !isListed(range) || listOf(range).length > 1;
}

function isListed(range: SettingRange): range is SettingValue | SettingValue[] {
  return Array.isArray(range) || typeof range !== 'object' || range === null;
}

function listOf(range: SettingValue | SettingValue[]): SettingValue[] {
  return Array.isArray(range) ? range : [range];
}

/** Paths of the settings that candidates of some losses may differ in, the losses' parameters last. */
export function variableSettings(names: readonly string[]): string[] {
  const isOffered = (path: string) => !ownSettings.has(path) && !commonSettings.has(path);
  const parameters = new Set(names.flatMap((loss) => Object.keys(findLoss(loss).parameters)));
  return [
    ...trainingSettings.map(({ path }) => path as string).filter(isOffered),
    ...[...parameters].map((name) => `${parameterPrefix}${name}`),
  ];
}

function refuseUnknown(plan: SweepPlan, names: readonly string[]): void {
  const known = [...variableSettings(names), 'regulariser', ...commonSettings];
  for (const [setting, range] of Object.entries(plan.settings)) {
    if (ownSettings.has(setting)) throw new TammesError('sweep-setting-own', { setting });
    if (!known.includes(setting)) throw new TammesError('sweep-setting-unknown', { setting, known });
    if (commonSettings.has(setting) && isVaried(range))
      throw new TammesError('sweep-setting-common', { setting });
  }
}
