/** What protocols share that deal people's photos out several times. */
import type { Estimate } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { meanInterval } from '../../src-shared/interval.ts';
import { type DealtPhoto, deal } from '../../src-shared/recognition/index.ts';

interface DealRule {
  /** Photos of each person that are enrolled. */
  each: number;
  /** Share of the people who stay strangers. */
  unknown: number;
}

/** People that a search takes: with strangers, one of these and two who are enrolled. */
export const fewestPeople = (unknown: number): number => (unknown === 0 ? 2 : 3);

/** @throws TammesError 'too-few-photographed' if there are fewer people than a search takes. */
export function refuseFew(photos: readonly DealtPhoto[], { unknown }: DealRule): void {
  const people = new Set(photos.map(({ person }) => person)).size;
  const needed = fewestPeople(unknown);
  if (people < needed) throw new TammesError('too-few-photographed', { people, needed });
}

/** One draw. @throws TammesError 'no-probes-left' if nothing is left to search for. */
export function drawPhotos(photos: readonly DealtPhoto[], rule: DealRule, seed: number) {
  const dealt = deal(photos, { ...rule, seed });
  if (dealt.probes.length === 0 || (rule.unknown > 0 && dealt.strangers.length === 0))
    throw new TammesError('no-probes-left', { each: rule.each });
  return dealt;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean of a share over draws, with its interval. Draws share photos: it says what drawing matters, not what people do. */
export function overDraws(values: readonly number[]): Estimate {
  if (values.length < 2) return { value: values[0]!, interval: null };
  const { mean: value, interval } = meanInterval(values);
  return { value, interval: [Math.max(0, interval[0]), Math.min(1, interval[1])] };
}
