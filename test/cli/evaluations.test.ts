import { expect, test } from 'vitest';
import { comparisonText, evaluationText } from '../../src-main/cli/evaluations.ts';
import { addEvaluation } from '../../src-main/store/evaluations.ts';
import { openStore } from '../../src-main/store/store.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpEvaluation as result } from '../helpers/made-up-evaluation.ts';

test('evaluations are listed, shown, removed and restored', { timeout: 120_000 }, async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  addEvaluation(store.db, 'Before', result);
  addEvaluation(store.db, '', result);
  store.close();
  const run = (...args: string[]) => tammes([...args, '--library', library]);
  const list = await run('evaluations');
  expect(list.stdout).toMatch(/pairs-2 .*pairs .*5 .*pretrained 91 % \(90 to 92\), cosface-2 95 %/);
  const one = await run('evaluations', 'Before');
  expect(one.stdout).toContain('pretrained was trained on none of these people.');
  expect(one.stdout).toContain('cosface-2 was trained on 3 of these people (9 faces');
  expect(one.stdout).toMatch(/FAR 1 % +91 % \(90 to 92\) +95 % \(94 to 96\) +\+4 \(\+3 to \+5\)/);
  expect(one.stdout).toContain('too few: 1000 needed');
  expect(one.stdout).toMatch(/^AUC +90 % \(/m);
  const compared = await run('evaluations', 'pairs-2', '--compare', 'Before');
  expect(compared.stderr).toContain('Before cannot be compared: an older version of Tammes made it');
  expect((await run('evaluations', 'Before', '--remove')).stdout).toContain('Removed: Before');
  const names = async () =>
    JSON.parse((await run('evaluations', '--json')).stdout).map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(['pairs-2']);
  await run('undo');
  expect(await names()).toEqual(['pairs-2', 'Before']);
  expect((await run('evaluations', 'After')).stderr).toContain(
    'Evaluations of the library: pairs-2, Before.',
  );
  expect((await run('evaluations', '--remove')).stderr).toContain('No evaluation is named.');
});

test('an evaluation is exported with counts and intervals, and its names cannot be formulas', {
  timeout: 120_000,
}, async () => {
  const library = await temporaryFolder();
  const store = openStore(library);
  const [first, second] = result.heads;
  const pairs = result.pairs!;
  const points = pairs.heads[0]!.points.map((point) => ({ ...point, failed: { own: 4, others: 2 } }));
  const row = { people: 3, faces: 9, same: 30, different: 60, sample: [], photos: null, notFound: null };
  const group = { trueAccept: null, falseAccept: { value: 0.05, interval: null }, failed: null };
  addEvaluation(store.db, 'It', {
    ...result,
    heads: [{ ...first!, name: '=HYPERLINK("x")' }, second!],
    pairs: { ...pairs, heads: [{ ...pairs.heads[0]!, points }, pairs.heads[1]!] },
    groups: {
      ...{ by: 'shift', unknown: 0, notFoundGap: null },
      rows: [{ ...row, name: 'night', pairPeople: { same: 2, different: 3 } }],
      heads: [1, 2].map(() => ({
        ...{ threshold: 0.4, rate: 0.01, trueAcceptGap: null, falseAcceptGap: null },
        groups: [group],
      })),
    },
  });
  store.close();
  const as = async (...args: string[]) =>
    (await tammes(['evaluations', 'export', 'It', '--library', library, ...args])).stdout;
  const lines = (await as('--format', 'csv')).split('\r\n');
  expect(lines[0]).toBe(
    'part,head,difference_to,figure,far,value,low,high,threshold,people,own,own_failed,others,others_failed',
  );
  const head = `"'=HYPERLINK(""x"")"`;
  expect(lines).toContain(`pairs,${head},,TAR,0.1,0.91,0.9,0.92,0.5,5,50,4,150,2`);
  expect(lines).toContain(`pairs,cosface-2,${head},TAR,0.1,0.04,0.03,0.05,,,,,,`);
  // Too few to say, and on how many.
  expect(lines).toContain('groups,cosface-2,,TAR night,,,,,0.4,2,30,,,');
  expect(lines).toContain('groups,cosface-2,,FAR night,,0.05,,,0.4,3,,,60,');
  expect(JSON.parse(await as('--format', 'json'))).toMatchObject({ name: 'It', people: 5 });
  const page = await as('--format', 'html');
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('<small>of 30 pairs, 2 people</small>');
  expect(await as('--format', 'html', '--language', 'ja')).toContain('<small>30 組・2 人</small>');
  const unknown = await tammes(['evaluations', 'export', 'That', '--format', 'csv', '--library', library]);
  expect(unknown.stderr).toContain('Evaluations of the library: It.');
});

test('an evaluation by a list with folds states its accuracy, how the folds scatter, and the difference', () => {
  const pairs = result.pairs!;
  const interval = [0.92, 0.98] as [number, number];
  const accuracy = { value: 0.95, interval, standardDeviation: 0.0123, standardError: 0.0039, folds: [] };
  const listed = {
    ...result,
    pairs: {
      ...pairs,
      heads: pairs.heads.map((head) => ({ ...head, accuracy })),
      differences: pairs.differences.map((one) => ({ ...one, accuracy: { value: 0, interval: null } })),
    },
  };
  const textOf = (of: typeof result) => evaluationText({ name: 'It', at: '', result: of });
  expect(textOf(listed)).toMatch(/accuracy ± sd over folds +95 % ± 1\.23 \(92 to 98\) +95 % .* 0$/m);
  expect(textOf(result)).not.toContain('accuracy');
});

test('a comparison states the accuracy over folds with its paired difference', () => {
  const at = (value: number) => ({ value, interval: [value - 0.02, value + 0.02] as [number, number] });
  const accuracy = {
    figure: 'accuracy' as const,
    at: null,
    first: { ...at(0.9), standardDeviation: 0.0123 },
    second: { ...at(0.95), standardDeviation: 0.01 },
    difference: at(0.05),
  };
  const [first, second] = ['Before', 'After'].map((name, id) => ({ id, name }));
  const heads = [{ head: 'cosface-2', to: 'pretrained', search: null, pairs: [accuracy] }];
  expect(comparisonText({ first: first!, second: second!, heads })).toMatch(
    /accuracy ± sd over folds +95 % ± 1 \(93 to 97\) +90 % ± 1\.23 \(88 to 92\) +\+5 \(\+3 to \+7\)$/m,
  );
  const area = { ...accuracy, figure: 'auc' as const };
  const search = [
    { ...area, figure: 'top1' as const },
    { ...area, figure: 'eer' as const },
  ];
  const text = comparisonText({
    first: first!,
    second: second!,
    heads: [{ ...heads[0]!, search, pairs: [area] }],
  });
  for (const name of ['top-1', 'EER', 'AUC']) expect(text).toContain(` ${name} `);
});
