/** `tammes people consent` and `tammes people --expired`: who consented to be in the library, and until when. */
import type { Command } from 'commander';
import { z } from 'zod';
import { consentState, needsRenewal, noConsent, remindDays } from '../../src-shared/consent.ts';
import { type Consent, consent, type Person, parseInput, person } from '../../src-shared/contract/index.ts';
import { dayOf } from '../../src-shared/days.ts';
import { peopleOf, personCalled, update } from '../services/people.ts';
import { openStore } from '../store/store.ts';
import { print, table } from './output.ts';
import type { SubCommand } from './sub-command.ts';

/** Options by which consent is said. */
export interface ConsentOptions {
  consent?: string;
  consentGiven?: string;
  consentUntil?: string;
}

/** Adds the options that say what somebody consented to; `consentOf` reads them. */
export function addConsentOptions(command: Command): Command {
  return command
    .option('--consent <text>', 'who consented, for whom, and how')
    .option('--consent-given <day>', 'the day of the consent, such as 2027-01-31')
    .option('--consent-until <day>', 'the last day on which the consent is valid');
}

/** What the options say of somebody's consent; undefined: nothing. @throws TammesError for what is no day. */
export function consentOf(options: ConsentOptions, before: Consent = noConsent): Consent | undefined {
  const { consent: note, consentGiven: given, consentUntil: until } = options;
  if (note === undefined && given === undefined && until === undefined) return undefined;
  const said = {
    note: note ?? before.note,
    given: given ?? before.given,
    until: until ?? before.until,
  };
  return parseInput(consent, said, 'The consent');
}

interface Options extends ConsentOptions {
  library: string;
  json?: boolean;
  clear?: boolean;
}

export function addConsent(sub: SubCommand): void {
  addConsentOptions(sub('consent <name>', 'show or record a person’s consent to be in the library', consent))
    .option('--clear', 'remove the consent')
    .addHelpText(
      'after',
      `
Options that you leave out change nothing. \`tammes people --expired\` lists people whose consent has ended or ends within ${remindDays} days.
\`tammes undo\` takes each change back.`,
    )
    .action((name: string, options: Options) => {
      const store = openStore(options.library);
      try {
        const personId = personCalled(store, name);
        const before = peopleOf(store).find(({ id }) => id === personId)!.consent;
        const given = options.clear === true ? noConsent : consentOf(options, before);
        if (given !== undefined) update(store, personId, { consent: given });
        const now = given ?? before;
        print(options.json, consent, now, () => consentText(name, now));
      } finally {
        store.close();
      }
    });
}

function consentText(name: string, { note, given, until }: Consent): string {
  if (note === '' && given === null && until === null) return `No consent of ${name} is noted.`;
  return [
    `${name}: ${note || 'consent'}`,
    `given ${given ?? 'on no day that is noted'}`,
    until === null ? 'without an end' : `until ${until}`,
  ].join(', ');
}

const expiredAnswer = z.array(person.omit({ spread: true }));

/** Lists people whose consent has ended or ends soon, and what can be done. */
export function listExpired({ library, json }: { library: string; json?: boolean }): void {
  const store = openStore(library);
  const people = peopleOf(store);
  store.close();
  const today = dayOf(new Date());
  const due = people
    .filter(({ consent }) => needsRenewal(consent, today))
    .sort((a, b) => (a.consent.until! < b.consent.until! ? -1 : 1));
  print(json, expiredAnswer, due, () => expiredText(due, today));
}

type Listed = Omit<Person, 'spread'>;

function expiredText(people: readonly Listed[], today: string): string {
  if (people.length === 0) return `Nobody’s consent has ended, or ends within ${remindDays} days.`;
  return [
    table([
      ['person', 'faces', 'consent until', '', 'consent'],
      ...people.map(({ name, faces, consent }) => [
        name,
        faces,
        consent.until!,
        consentState(consent, today) === 'ended' ? 'has ended' : 'ends soon',
        consent.note,
      ]),
    ]),
    'To renew: tammes people consent NAME --consent-given DAY --consent-until DAY',
    'To remove for good: tammes people forget NAME',
  ].join('\n');
}
