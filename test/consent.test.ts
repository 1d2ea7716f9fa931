import { describe, expect, test } from 'vitest';
import { consentState, needsRenewal, noConsent, renewedConsent } from '../src-shared/consent.ts';
import { consent, parseInput } from '../src-shared/contract/index.ts';

const until = (day: string | null) => ({ note: '', given: null, until: day });

describe('consent', () => {
  test.each([
    [null, 'open'],
    ['2026-01-01', 'lasts'],
    ['2025-12-02', 'lasts'],
    ['2025-12-01', 'soon'],
    ['2025-11-01', 'soon'],
    ['2025-10-31', 'ended'],
  ] as const)('until %s is %s on 1 November 2025: its last day still counts', (day, state) => {
    expect(consentState(until(day), '2025-11-01')).toBe(state);
    expect(needsRenewal(until(day), '2025-11-01')).toBe(state === 'soon' || state === 'ended');
  });

  test('is renewed for as long as before, and for a year if that is not known', () => {
    const before = { note: 'signed', given: '2024-02-29', until: '2024-03-10' };
    expect(renewedConsent(before, '2025-06-01')).toEqual({
      note: 'signed',
      given: '2025-06-01',
      until: '2025-06-11',
    });
    expect(renewedConsent(until('2020-01-01'), '2025-06-01').until).toBe('2026-06-01');
    expect(renewedConsent({ ...before, until: '2024-02-29' }, '2025-06-01').until).toBe('2025-06-02');
  });

  test('of a day that is none, or that ends before it is given, is refused with its name', () => {
    const refused = (value: unknown) => () => parseInput(consent, value, 'The consent');
    expect(refused({ ...noConsent, until: '2025-02-30' })).toThrow(/Until.*is no day such as/);
    expect(refused({ ...noConsent, given: 'yesterday' })).toThrow(/Given on.*is no day such as/);
    expect(refused({ ...noConsent, given: '2025-02-02', until: '2025-02-01' })).toThrow(
      /Until.*ends before it is given/,
    );
    expect(parseInput(consent, { ...noConsent, given: '2025-02-01', until: '2025-02-01' }, '')).toBeTruthy();
  });
});
