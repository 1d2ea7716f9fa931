import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planOf } from '../../src-main/cli/sweep-plan.ts';
import { TammesError, toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const folder = await temporaryFolder();
const none = { settings: {} };

/** What is said of a plan that cannot be carried out, without its folder. */
async function refusal(
  text: string,
  name = 'plan.yaml',
  said: Parameters<typeof planOf>[1] = none,
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  const error: unknown = await planOf(path, said).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TammesError);
  const { message, remedy } = toEnglish(toFailure(error));
  expect(remedy.length).toBeGreaterThan(10);
  return message.replaceAll(`${folder}/`, '');
}

test.each([
  [
    'a key that there is not',
    'losses: all\n# twice\nepochs: 2\n',
    'plan.yaml, line 3: The plan cannot have epochs',
  ],
  ['a value out of range', 'losses: all\n\nseeds: 0\n', 'plan.yaml, line 3: '],
  [
    'a loss that there is not',
    'losses:\n  - cosface\n  - cosfaze\n',
    'plan.yaml, line 3: There is no loss cosfaze',
  ],
  [
    'a setting that there is not',
    'losses: all\nsettings:\n  epochs: 2\n  optimizer.learningRate: [0.1]\n',
    'plan.yaml, line 4: There is no setting optimizer.learningRate',
  ],
  ['a setting of the sweep itself', 'settings:\n  seed: 4\n', 'plan.yaml, line 2: '],
  [
    'a value that training does not take',
    'losses: [cosface]\nsettings:\n  epochs: [2, -1]\n',
    'plan.yaml, line 3: ',
  ],
  ['a range where lists are wanted', 'settings:\n  epochs:\n    from: 1\n    to: 5\n', 'plan.yaml, line 2: '],
  ['a key of a range', 'settings:\n  epochs:\n    from: 1\n    too: 5\n', 'plan.yaml, line 2: '],
  ['no YAML', 'losses: [cosface\nseeds: 3\n', 'plan.yaml is no plan that can be read: '],
])('%s is told with its line', async (_, text, message) => {
  expect(await refusal(text)).toContain(message);
});

test('YAML that cannot be read is told with its line, and so are plans in JSON', async () => {
  expect(await refusal('losses: all\nseeds: 3\n  epochs: 2\n')).toMatch(/ at line [23], column \d+/);
  expect(await refusal('{\n  "losses": "all",\n  "seeds": "three"\n}\n', 'plan.json')).toContain(
    'plan.json, line 3: ',
  );
});

test('what options say has no line in the file', async () => {
  const text = 'losses: all\nseeds: 3\nsettings:\n  epochs: 2\n';
  expect(await refusal(text, 'plan.yaml', { seeds: 0, settings: {} })).not.toContain('line');
  expect(await refusal(text, 'plan.yaml', { settings: { epochs: [-1] } })).not.toContain('line');
  const plan = await planOf(join(folder, 'plan.yaml'), { seeds: 5, settings: { epochs: [4] } });
  expect(plan).toMatchObject({ losses: 'all', seeds: 5, settings: { epochs: [4] } });
});
