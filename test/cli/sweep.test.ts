import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { SweepReport } from '../../src-shared/contract/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

let folder = '';
const library = () => join(folder, 'library');
const run = (...args: string[]) => tammes([...args, '--library', library()]);

beforeAll(async () => {
  folder = await temporaryFolder();
  (await madeUpLibrary(library(), 16, 4)).close();
  await writeFile(
    join(folder, 'plan.yaml'),
    [
      'losses: [cosface, softmax]',
      'settings:',
      '  epochs: 2',
      '  optimiser.learningRate: [0.001, 0.1]',
      'seeds: 9',
    ].join('\n'),
  );
});

test('a plan in YAML is costed, carried out, shown, exported and removed', async () => {
  const plan = join(folder, 'plan.yaml');
  const cost = await run('sweep', plan, '--seeds', '3', '--cost');
  expect(cost.stdout).toMatch(
    /^4 candidates, 12 trials of \d folds: \d+ heads to train\.\n12 people to train on/,
  );
  expect(cost.stderr).toMatch(/^Timing the losses .* 0\/2\n(.*\n)*Timing the losses .* 2\/2/);

  const made = await run('sweep', plan, '--seeds', '2', '--json');
  expect(made.stderr).toContain('4 candidates, 8 trials');
  const report = JSON.parse(made.stdout) as SweepReport;
  expect(report).toMatchObject({ status: 'finished', trials: { done: 8, total: 8 } });
  expect((await run('sweeps')).stdout).toMatch(/1 +finished .* grid +8 of 8/);
  expect((await run('sweeps', 'resume', '1')).stderr).toContain('Sweep 1 is finished.');

  const shown = await run('sweeps', 'show', '1');
  expect(shown.stdout).toMatch(/cosface optimiser\.learningRate=0\.001 +2 /);
  expect(shown.stdout).toMatch(/on 4 hidden people, used neither for training nor for choosing/);
  const csv = (await run('sweeps', 'export', '1')).stdout.split('\r\n');
  expect(csv).toHaveLength(6);
  expect(csv[0]).toMatch(/^candidate,loss,optimiser\.learningRate,seeds,stopped,share,gain top1,/);
  expect((await run('sweeps', 'remove', '1')).stdout).toContain('tammes undo restores it');
  expect((await run('sweeps', 'show', '1')).stderr).toContain('There is no sweep 1.');
});

test('a plan that cannot be read or carried out is refused with the reason, and costs nothing', async () => {
  const bad = join(folder, 'bad.yaml');
  await writeFile(bad, 'losses: [cosface\nseeds: 3');
  const unread = await run('sweep', bad);
  expect([unread.code, unread.stderr]).toEqual([
    2,
    expect.stringContaining('bad.yaml is no plan that can be read'),
  ]);
  await writeFile(bad, 'loses: all');
  expect((await run('sweep', bad)).stderr).toMatch(
    /bad\.yaml, line 1: The plan cannot have loses\.\s+There are: losses, settings, /,
  );
  const absent = await run('sweep', join(folder, 'absent.yaml'));
  expect(absent.stderr).toMatch(/absent\.yaml does not exist\.\s+Check /);
  const unknown = await run('sweep', '--losses', 'cosface', '--set', 'epoch=3');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('There is no setting epoch')]);
});

test('the JSON Schema of a plan is printed', async () => {
  const schema = JSON.parse((await tammes(['sweep', '--schema'])).stdout);
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['losses', 'settings', 'seeds', 'method']),
  );
});
