/** The plan of a new sweep as it is typed in. */
import {
  parseInput,
  type SettingRange,
  type SweepPlan,
  sweepPlan,
  type TagCondition,
} from '../../../../src-shared/contract/index.ts';
import type { Language } from '../../../../src-shared/errors/index.ts';
import { findLoss, losses } from '../../../../src-shared/losses/index.ts';
import { variableSettings } from '../../../../src-shared/sweeps/index.ts';
import { trainingSettings } from '../../../../src-shared/training-settings/index.ts';
import { SharedState } from '../../../app/shared-state.ts';

export interface PlanForm {
  losses: readonly string[];
  method: SweepPlan['method'];
  seeds: number;
  /** Empty: every combination. */
  candidates: number | '';
  /** Percent. */
  hidden: number;
  settings: readonly { path: string; values: string }[];
  /** Faces that have this tag are left out. */
  without: TagCondition | null;
}

/** As it was left, while another screen is shown. */
export const planForm = new SharedState<PlanForm>({
  losses: losses.map(({ id }) => id),
  ...{ method: 'halving', seeds: 4, candidates: '', hidden: 25, settings: [], without: null },
});

/** @throws TammesError 'bad-input' for a value that the contract refuses. */
export function planOf(
  { losses, method, seeds, candidates, hidden, settings, without }: PlanForm,
  title: string,
): SweepPlan {
  const plan = {
    ...{ losses: [...losses], method, seeds },
    candidates: candidates === '' || method === 'grid' ? null : candidates,
    hidden: hidden / 100,
    without,
    settings: Object.fromEntries(
      settings
        .filter(({ values }) => values.trim() !== '')
        .map(({ path, values }) => [path, rangeOf(values)]),
    ),
  };
  return parseInput(sweepPlan, plan, title);
}

/** Two numbers with a dash or "to" between. */
const range = /^\s*([\d.eE+-]+?)\s*(?:–|—|〜|~|…|\.\.\.|\bto\b)\s*([\d.eE+-]+)\s*$/;
/** From how many times its start on a range is drawn from evenly by its logarithm. */
const wide = 20;

/** A list, or a range to draw from, as it is written. */
export function rangeOf(text: string): SettingRange {
  const [from, to] = (text.match(range)?.slice(1) ?? []).map(Number);
  if (from !== undefined && to !== undefined && Number.isFinite(from) && Number.isFinite(to))
    return { from, to, scale: from > 0 && to / from >= wide ? 'log' : 'linear' };
  return text.split(/[,、]/).map((part) => {
    const value = part.trim();
    if (value === 'true' || value === 'false') return value === 'true';
    return value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  });
}

/** What may vary, with its name. */
export function offeredSettings(
  chosen: readonly string[],
  language: Language,
): { value: string; label: string }[] {
  return variableSettings(chosen).map((path) => ({ value: path, label: settingName(path, language) }));
}

/** A setting or a loss's parameter by the name that people know it by. */
export function settingName(path: string, language: Language): string {
  const setting = trainingSettings.find((one) => one.path === path);
  if (setting !== undefined) return setting.title[language];
  const name = path.replace(/^parameters\./, '');
  const owner = losses.find(({ parameters }) => Object.hasOwn(parameters, name));
  return owner === undefined ? path : findLoss(owner.id).parameters[name]!.title[language];
}
