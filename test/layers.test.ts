/** The rules of .dependency-cruiser.cjs, each tried on an import that it has to refuse and on one that it has to let pass. */
import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../src-main/app-files.ts';
import { temporaryFolder } from './helpers/cli.ts';

const require = createRequire(import.meta.url);
const depcruise = join(root, 'node_modules', '.bin', 'depcruise');
const { forbidden } = require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

/** A rule, and imports that it refuses: which file, and what it imports. */
const refused: readonly [rule: string, from: string, to: string][] = [
  ['no-cycles', 'src-shared/round/a.ts', 'src-shared/round/b.ts'],
  ['shared-runs-anywhere', 'src-shared/tf.ts', 'src-main/app-files.ts'],
  ['shared-runs-anywhere', 'src-shared/tf.ts', 'src-renderer/App.tsx'],
  ['shared-without-node', 'src-shared/tf.ts', 'node:fs'],
  ['shared-without-hosts', 'src-shared/tf.ts', 'react'],
  ['renderer-to-shared', 'src-renderer/App.tsx', 'src-main/app-files.ts'],
  ['renderer-without-node', 'src-renderer/App.tsx', 'node:fs'],
  ['main-to-shared', 'src-main/web/host.ts', 'src-renderer/App.tsx'],
  ['hosts-call-services', 'src-main/cli/people.ts', 'src-main/store/people.ts'],
  ['hosts-call-services', 'src-main/cli/demo/photos.ts', 'src-main/photos/photo.ts'],
  ['hosts-call-services', 'src-main/electron/ipc.ts', 'src-main/store/people.ts'],
  ['hosts-call-services', 'src-main/web/host.ts', 'src-main/compute/trainer.ts'],
  ['hosts-call-services', 'src-main/api/work.ts', 'src-main/photos/photo.ts'],
  ['api-alone', 'src-main/web/host.ts', 'src-main/api/index.ts'],
  ['api-alone', 'src-main/services/people.ts', 'src-main/api/index.ts'],
  ['api-calls-services', 'src-main/api/work.ts', 'src-main/store/store.ts'],
  ['api-calls-services', 'src-main/api/work.ts', 'src-main/web/bodies.ts'],
  ['api-calls-services', 'src-main/api/work.ts', 'src-main/cli/output.ts'],
  ['api-through-index', 'src-main/cli/serve.ts', 'src-main/api/tokens.ts'],
  ['services-above', 'src-main/store/places.ts', 'src-main/services/people.ts'],
  ['services-above', 'src-main/store/places.ts', 'src-main/gallery/galleries.ts'],
  ['services-above', 'src-main/vision/models.ts', 'src-main/services/people.ts'],
  ['services-above', 'src-main/photos/photo.ts', 'src-main/cli/people.ts'],
  ['store-computes-nothing', 'src-main/store/shots.ts', 'src-main/compute/row-products.ts'],
  ['store-computes-nothing', 'src-main/store/shots.ts', 'src-main/vision/pool.ts'],
  ['ground-floor', 'src-main/compute/backend.ts', 'src-main/store/people.ts'],
  ['ground-floor', 'src-main/photos/photo.ts', 'src-main/vision/pool.ts'],
  ['ground-floor', 'src-main/labels/csv.ts', 'src-main/store/store.ts'],
  ['gallery-below-services', 'src-main/gallery/galleries.ts', 'src-main/services/people.ts'],
  ['gallery-below-services', 'src-main/review/reviews.ts', 'src-main/services/people.ts'],
  ['review-above-gallery', 'src-main/gallery/galleries.ts', 'src-main/review/reviews.ts'],
  ['services-below-hosts', 'src-main/services/people.ts', 'src-main/web/host.ts'],
  ['only-electron-imports-electron', 'src-main/web/host.ts', 'electron'],
  ['folders-through-index', 'src-main/services/people.ts', 'src-shared/contract/people.ts'],
  ['folders-through-index', 'src-renderer/App.tsx', 'src-shared/quality/rating.ts'],
  ['shared-folders-through-index', 'src-shared/tf.ts', 'src-shared/story/pull.ts'],
  ['shared-folders-through-index', 'src-shared/training/train.ts', 'src-shared/losses/arcface.ts'],
  ['no-test-in-source', 'src-main/web/host.ts', 'test/host.test.ts'],
  ['resolvable', 'src-main/web/host.ts', 'src-main/web/gone.ts'],
];

const allowed: readonly [from: string, to: string][] = [
  ['src-main/cli/people.ts', 'src-main/services/people.ts'],
  ['src-main/cli/people.ts', 'src-main/store/store.ts'],
  ['src-main/cli/people.ts', 'src-main/vision/pool.ts'],
  ['src-main/services/people.ts', 'src-main/store/people.ts'],
  ['src-main/services/people.ts', 'src-main/compute/row-products.ts'],
  ['src-main/vision/vision-worker.ts', 'src-main/photos/photo.ts'],
  ['src-main/electron/main.ts', 'electron'],
  ['src-renderer/App.tsx', 'react'],
  ['src-main/services/people.ts', 'src-shared/contract/index.ts'],
  ['src-shared/training/train.ts', 'src-shared/training/step.ts'],
  ['src-shared/round/b.ts', 'src-shared/round/c.ts'],
];

let violations: string[];

/** Lays the imports out as a project of their own, and asks the layer check once about them all. */
beforeAll(async () => {
  const folder = await temporaryFolder();
  await cp(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ dependencies: { electron: '*', react: '*' } }),
  );
  const imports = new Map<string, Set<string>>();
  const edges = [
    ...refused.map(([, from, to]) => [from, to] as const),
    ...allowed,
    ['src-shared/round/b.ts', 'src-shared/round/a.ts'] as const,
  ];
  for (const [from, to] of edges) {
    imports.set(from, (imports.get(from) ?? new Set()).add(to));
    if (isFile(to) && !to.endsWith('gone.ts') && !imports.has(to)) imports.set(to, new Set());
  }
  for (const name of ['electron', 'react']) {
    await write(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    await write(folder, `node_modules/${name}/index.js`, '');
  }
  for (const [file, targets] of imports) {
    const up = '../'.repeat(file.split('/').length - 1);
    const lines = [...targets].map((to) => `import '${isFile(to) ? up + to : to}';`);
    await write(folder, file, lines.join('\n'));
  }
  const args = [depcruise, '--output-type', 'json', 'src-main', 'src-renderer', 'src-shared'];
  const answer = promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 24 });
  // It ends with an error when an import is refused, as many are.
  const { stdout } = await answer.catch((error: { stdout: string }) => error);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
});

const isFile = (name: string) => /\.tsx?$/.test(name);

async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

test.each(refused)('%s refuses that %s imports %s', (rule, from, to) => {
  const named = violations.filter((line) => line.startsWith(`${rule}: ${from} -> `));
  expect(named.some((line) => line.endsWith(to.replace('node:', '')) || line.includes(`/${to}/`))).toBe(true);
});

test.each(allowed)('%s may import %s', (from, to) => {
  const about = violations.filter((line) => line.includes(`: ${from} -> `));
  expect(about.filter((line) => line.endsWith(to) || line.includes(`/${to}/`))).toEqual([]);
});

test('every rule has an import that it refuses', () => {
  expect(new Set(refused.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
});
