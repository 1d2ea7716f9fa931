/** `tammes evaluate` on the library's own faces, as the screen Evaluate does it. */
import { beforeAll, expect, test, vi } from 'vitest';
import { findHead } from '../../src-main/services/heads.ts';
import { addHead, headData } from '../../src-main/store/runs.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

vi.setConfig({ testTimeout: 120_000 });

let library: string;
beforeAll(async () => {
  library = await temporaryFolder();
  const store = await madeUpLibrary(library, 24, 4);
  const head = await findHead(store);
  const { kind, dim, loss, hasCentres } = head;
  const data = headData(store.db, head.id);
  addHead(store.db, { name: 'twin', kind, dim, loss, hasCentres, verdict: null, runId: null, data });
  store.close();
});

const run = (...args: string[]) => tammes([...args, '--library', library]);
const evaluate = (...args: string[]) => run('evaluate', '--protocol', ...args);

test('pairs need no list: those of the library’s faces are told apart, without groups', async () => {
  const { stdout, code } = await evaluate('pairs');
  expect(code).toBe(0);
  expect(stdout).toContain('24 people, 96 faces');
  expect(stdout).toMatch(/FAR 1 % +[\d.]+ % \(/);
  const result = JSON.parse((await evaluate('pairs', '--json')).stdout);
  expect(result).toMatchObject({ settings: { protocol: 'pairs', by: null }, search: null, groups: null });
});

test('a search compares heads and is kept', async () => {
  const wanted = ['open-set', '--draws', '2', '--head', 'pretrained', '--head', 'twin'];
  const { stdout, code } = await evaluate(...wanted, '--keep', 'Both');
  expect(code).toBe(0);
  expect(stdout).toMatch(/FAR 10 % +[\d.]+ % \(.*\) +[\d.]+ % \(.*\) +0/);
  expect(stdout).toContain('Kept as Both: see tammes evaluations.');
  expect(JSON.parse((await run('evaluations', 'Both', '--json')).stdout)).toMatchObject({
    settings: { protocol: 'open-set', each: 1, draws: 2 },
    result: { heads: [{ name: 'pretrained' }, { name: 'twin' }] },
  });
  expect((await evaluate('open-set', '--draws', '101', '--keep', 'It')).stderr).toMatch(/draws.*100/);
});

test('a search for people who are all enrolled compares heads, is kept and exported', async () => {
  const wanted = ['holdout', '--draws', '2', '--head', 'pretrained', '--head', 'twin'];
  const { stdout, code } = await evaluate(...wanted, '--keep', 'Enrolled');
  expect(code).toBe(0);
  expect(stdout).toContain('all are enrolled:');
  expect(stdout).toMatch(/top-1 +[\d.]+ % \(.*\) +[\d.]+ % \(.*\) +0/);
  expect(stdout).toMatch(/top-5 +[\d.]+ % /);
  expect((await run('evaluations')).stdout).toMatch(/Enrolled .* holdout .* pretrained [\d.]+ % .* first/);
  const { stdout: csv } = await run('evaluations', 'export', 'Enrolled', '--format', 'csv');
  expect(csv).toMatch(/^search,pretrained,,top5,,[\d.]+,/m);
  expect(csv).not.toMatch(/^search,.*(DIR|eer)/m);
  const { stdout: page } = await run('evaluations', 'export', 'Enrolled', '--format', 'html');
  expect(page).toContain('Search for enrolled people · 1 photo each · 2 draws');
  expect(page).toContain('<th>Among the first five</th>');
  // One head alone is told of with each draw, as ever.
  const alone = JSON.parse((await evaluate('holdout', '--draws', '2', '--json')).stdout);
  expect(alone).toMatchObject({ protocol: 'holdout', draws: [{ seed: 1 }, { seed: 2 }] });
});

test('groups that the library knows nothing of are refused with the way to bring them in', async () => {
  const { stderr, code } = await evaluate('pairs', '--by', 'age', '--keep', 'By age');
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain('tammes import columns with a table whose heading is person,birth_year');
  expect((await evaluate('pairs', '--by', 'hat')).stderr).toContain('has no column hat');
  expect((await run('evaluations')).stdout).not.toContain('By age');
});
