/** Damages libraries, and looks whether anything believes the damage. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLibrary } from '../../src-main/services/health.ts';
import { repairLibrary } from '../../src-main/services/repair.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { type Damage, damageLibrary, damages } from './library-damage.ts';
import { contentsOf, makeLibrary, recognised, usedRows } from './library-made.ts';

/** `harmless`: nothing that the library holds has changed; `told`: the check names damage. */
type Outcome = 'harmless' | 'told';
/** How much of a told one was salvaged. */
type Salvage = 'all' | 'part' | 'nothing';

export interface LibraryReport {
  libraries: number;
  /** By damage, such as `bits told`. */
  outcomes: Record<string, number>;
  /** Of those that were told. */
  salvaged: Record<Salvage, number>;
  /** Share of all rows of those that were told. */
  rowsSaved: number;
  /** What was believed, or failed otherwise than by a refusal. */
  faults: string[];
}

/** @param numbers of the damages: each makes the same one again. */
export async function damageLibraries(
  seed: number,
  numbers: readonly number[],
  onDone: (done: number) => void = () => {},
): Promise<LibraryReport> {
  const work = mkdtempSync(join(tmpdir(), 'tammes-damage-'));
  const at = (name: string) => join(work, name);
  const report: LibraryReport = {
    libraries: numbers.length,
    outcomes: {},
    salvaged: { all: 0, part: 0, nothing: 0 },
    rowsSaved: 0,
    faults: [],
  };
  let [saved, all] = [0, 0];
  try {
    await makeLibrary(at('sound'));
    const truth = {
      contents: await contentsOf(at('sound')),
      recognised: await recognised(at('sound')),
      used: usedRows(at('sound')),
      rows: (await repairLibrary(at('sound'), at('repaired-sound'))).tables.reduce(
        (sum, t) => sum + t.saved,
        0,
      ),
    };
    for (const [done, i] of numbers.entries()) {
      const random = randomFrom(seed, i);
      const damage: Damage = damages[i % damages.length]!;
      cpSync(at('sound'), at('damaged'), { recursive: true });
      const name = `${i}: ${damageLibrary(at('damaged'), damage, random)}`;
      const { outcome, faults } = await lookAt(at('damaged'), truth);
      report.faults.push(...faults.map((fault) => `${name}: ${fault}`));
      const key = `${damage} ${outcome}`;
      report.outcomes[key] = (report.outcomes[key] ?? 0) + 1;
      if (outcome === 'told') {
        const { rows, faults } = await salvage(at('damaged'), at('new'), truth.used);
        report.faults.push(...faults.map((fault) => `${name}: ${fault}`));
        report.salvaged[rows >= truth.rows ? 'all' : rows > 0 ? 'part' : 'nothing']++;
        [saved, all] = [saved + rows, all + truth.rows];
      }
      for (const name of ['damaged', 'new']) rmSync(at(name), { recursive: true, force: true });
      onDone(done + 1);
    }
    report.rowsSaved = all === 0 ? 1 : saved / all;
    return report;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Truth {
  contents: string;
  recognised: string;
  used: ReturnType<typeof usedRows>;
}

async function lookAt(folder: string, truth: Truth): Promise<{ outcome: Outcome; faults: string[] }> {
  const faults: string[] = [];
  // Whoever asks without a check before is either refused or told the truth.
  const answer = await recognised(folder).catch((error: unknown) => {
    const { problem, parameters } = toFailure(error);
    if (problem === 'unexpected') faults.push(`recognition failed: ${JSON.stringify(parameters)}`);
    return null;
  });
  if (answer !== null && answer !== truth.recognised) faults.push('recognition believed it');
  const check = await checkLibrary(folder, true);
  for (const { failure } of check.faults)
    if (failure.problem === 'unexpected')
      faults.push(`the check failed: ${JSON.stringify(failure.parameters)}`);
  if (check.faults.length > 0) return { outcome: 'told', faults };
  const contents = await contentsOf(folder).catch(String);
  if (contents !== truth.contents) faults.push('the check believed it');
  return { outcome: 'harmless', faults };
}

/** What is salvaged is healthy, and nothing of it that is used was not stored. */
async function salvage(folder: string, into: string, truth: Truth['used']) {
  const faults: string[] = [];
  try {
    const { tables, check } = await repairLibrary(folder, into);
    if (check.faults.length > 0)
      faults.push(`the new library is damaged: ${check.faults.map(({ failure }) => failure.problem)}`);
    for (const [table, rows] of Object.entries(usedRows(into))) {
      const wrong = [...rows].filter((row) => !truth[table as keyof typeof truth].has(row));
      if (wrong.length > 0) faults.push(`${wrong.length} wrong rows of ${table} were salvaged`);
    }
    return { rows: tables.reduce((sum, { saved, marked }) => sum + saved - marked, 0), faults };
  } catch (error) {
    const { problem, parameters } = toFailure(error);
    if (problem !== 'nothing-salvaged' && problem !== 'library-absent')
      faults.push(`the repair failed: ${problem} ${JSON.stringify(parameters)}`);
    return { rows: 0, faults };
  }
}
