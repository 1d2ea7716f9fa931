/** Random histories of two desks and one server, with cuts and kills: both end equal to a serial history, nothing lost, nothing twice. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasPostgres, TestPostgres } from '../helpers/postgres.ts';
import { History, names, type Step } from './share-histories.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

let postgres: TestPostgres;
let databases = 0;
beforeAll(async () => {
  if (hasPostgres) postgres = await TestPostgres.start();
}, 120_000);
afterAll(() => postgres?.stop());

const desk = fc.nat({ max: 1 });
const name = fc.nat({ max: names.length - 1 });
const runs = 8;
/** Of a server that answers a push with something new about fifty times. */
const answers = fc.nat({ max: 60 });
const kind = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind('enrol'), desk, name }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('rename', 'correct', 'move'), desk, name, to: name }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('push', 'pull'), desk, name }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('cut'), desk, answers }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('unheard'), desk, name, to: name, next: name }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('gone', 'back'), desk }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('clash'), name, to: name, other: name }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('both') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('publish') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('undo'), desk, name }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('forget'), name }) },
);

/** Of somebody whom both desks have, to a name that neither has. */
const unheard: fc.Arbitrary<Step> = fc.record({
  ...{ kind: kind('unheard'), desk, name: fc.nat({ max: names.length - 2 }) },
  ...{ to: fc.constant(names.length - 1), next: fc.nat({ max: names.length - 2 }) },
});

/** Both desks have all but the last. */
const start: Step[] = [0, 1].flatMap((desk): Step[] => [
  ...names.slice(0, -1).map((_, name): Step => ({ kind: 'enrol', desk, name })),
  { kind: 'push', desk, name: 0 },
]);

async function run(steps: readonly Step[], whose: readonly boolean[]): Promise<History> {
  const history = await History.begin(postgres, `histories_${++databases}`);
  try {
    for (const one of [...start, { kind: 'pull', desk: 0, name: 0 } as const, ...steps])
      await history.do(one);
    await history.settle((number) => (whose[number % whose.length] ? 'mine' : 'theirs'));
    await history.check();
    return history;
  } finally {
    await history.end();
  }
}

describe.skipIf(!hasPostgres)('two desks and one server', () => {
  test('end equal to a serial history, whatever happens', async () => {
    let cuts = 0;
    let timesUnheard = 0;
    await fc.assert(
      fc.asyncProperty(
        unheard,
        fc.array(step, { minLength: 12, maxLength: 24 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
        async (first, steps, whose) => {
          const history = await run([first, ...steps], whose);
          cuts += history.cuts;
          timesUnheard += history.unheard;
        },
      ),
      { numRuns: runs, endOnFailure: true },
    );
    expect(cuts).toBeGreaterThan(0);
    expect(timesUnheard).toBeGreaterThanOrEqual(runs);
  }, 600_000);

  test('end so, too, when a process is killed while it sends, at any moment', async () => {
    const correction = (at: number): Step[] => [
      { kind: 'rename', desk: 1, name: at % 2, to: 3 },
      { kind: 'enrol', desk: 1, name: 2 },
    ];
    const steps = [6, 12, 18].flatMap((answers, at): Step[] => [
      ...correction(at),
      { kind: 'kill', desk: 1, answers },
      { kind: 'rename', desk: 0, name: 3, to: at % 2 },
      { kind: 'push', desk: 0, name: 0 },
    ]);
    const { kills } = await run(steps, [true, false]);
    expect(kills).toBe(3);
  }, 120_000);
});
