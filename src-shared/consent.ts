/** How consent stands on a day. */
import type { Consent } from './contract/index.ts';
import { daysBetween, laterDay } from './days.ts';

/** Of somebody of whom nothing is noted. */
export const noConsent: Consent = { note: '', given: null, until: null };

/** Days before the end from which on people are reminded. */
export const remindDays = 30;

/** `open`: no end is noted, and perhaps no consent; `soon`: it ends within `remindDays`; `ended`: its last day has passed. */
export type ConsentState = 'open' | 'lasts' | 'soon' | 'ended';

/** @param today as `dayOf` of days.ts writes it. */
export function consentState({ until }: Consent, today: string): ConsentState {
  if (until === null) return 'open';
  if (until < today) return 'ended';
  return until <= laterDay(today, remindDays) ? 'soon' : 'lasts';
}

/** Whether people should be reminded of it. */
export function needsRenewal(consent: Consent, today: string): boolean {
  return ['soon', 'ended'].includes(consentState(consent, today));
}

/** Consent that is given again today, for as long as before; for a year, where it is not noted when it was given. */
export function renewedConsent({ note, given, until }: Consent, today: string): Consent {
  const days = given === null || until === null ? 365 : daysBetween(given, until);
  return { note, given: today, until: laterDay(today, Math.max(1, days)) };
}
