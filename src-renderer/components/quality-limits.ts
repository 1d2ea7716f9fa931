import { type QualityLimits, qualityLimits } from '../../src-shared/contract/index.ts';
import { SharedState, useSharedState } from '../app/shared-state.ts';
import { numberIn } from './parameter-values.ts';

type LimitName = keyof QualityLimits;
export const limitNames = Object.keys(qualityLimits.shape) as LimitName[];

/** The limits as they are typed in. */
export interface LimitsForm {
  /** Whether poor faces are left out at all. */
  on: boolean;
  texts: Readonly<Record<LimitName, string>>;
}

const storageKey = 'quality-limits';

export const defaultLimits: LimitsForm = formOf(qualityLimits.parse({}), true);

function formOf(limits: QualityLimits, on: boolean): LimitsForm {
  const texts = Object.entries(limits).map(([name, value]) => [name, String(value)]);
  return { on, texts: Object.fromEntries(texts) as LimitsForm['texts'] };
}

/** What this window leaves out of training and enrolling; kept by the browser, the library knows nothing of it. */
const stored = new SharedState(read());

function read(): LimitsForm {
  try {
    const { on, limits } = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const parsed = qualityLimits.safeParse(limits);
    return parsed.success ? formOf(parsed.data, on === true) : defaultLimits;
  } catch {
    return defaultLimits;
  }
}

function parse(texts: LimitsForm['texts']) {
  return qualityLimits.safeParse(Object.fromEntries(limitNames.map((name) => [name, numberIn(texts[name])])));
}

function change(next: LimitsForm): void {
  stored.change(() => next);
  const { data: limits } = parse(next.texts);
  // What is half typed is not kept.
  if (limits) localStorage.setItem(storageKey, JSON.stringify({ on: next.on, limits }));
}

/**
 * The form, and the limits that it stands for: null where it is off. While a number is missing or out of range the
 * default limits stand, so that nothing poor slips in.
 */
export function useLimits(): {
  form: LimitsForm;
  limits: QualityLimits | null;
  change(next: LimitsForm): void;
} {
  const form = useSharedState(stored);
  return { form, limits: form.on ? limitsOf(form) : null, change };
}

/** The limits now, or the default ones where the form is off. */
export function limitsNow(): QualityLimits {
  const form = stored.get();
  return form.on ? limitsOf(form) : qualityLimits.parse({});
}

const limitsOf = ({ texts }: LimitsForm): QualityLimits => parse(texts).data ?? qualityLimits.parse({});
