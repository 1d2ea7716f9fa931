/** `tammes demo`: the whole job on the bundled photos, from reading to a report. */
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import {
  type HeadInfo,
  headVerdict,
  methods,
  spread,
  trainSpec,
} from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { englishFailure, TammesError, toEnglish } from '../../../src-shared/errors/index.ts';
import { type Galleries, openGalleries } from '../../gallery/galleries.ts';
import { failuresOf, summaryOf } from '../../services/contents.ts';
import { ensurePretrained, headsOf } from '../../services/heads.ts';
import { ingest } from '../../services/library.ts';
import { matchFeatures } from '../../services/matching.ts';
import { startRun } from '../../services/run-training.ts';
import { historyOf } from '../../services/runs.ts';
import { spreadOfHead } from '../../services/sphere.ts';
import { openStore, type Store, writeFileAtomic } from '../../store/store.ts';
import { createVisionPool, type VisionPool } from '../../vision/pool.ts';
import { duration, jsonOption, print, progressLine, stopSignal, table } from '../output.ts';
import { verdictText } from '../verdict-text.ts';
import { type DemoPhotos, layOutPhotos } from './photos.ts';
import { reportHtml } from './report.ts';
import { countProbes, countText, type DemoResults, type HeadResult, type Probe } from './results.ts';

/** The heads that the demo trains beside the pretrained one. */
const specs = ['arcface', 'normface'].map((loss) => trainSpec.parse({ loss, epochs: 20, seed: 7 }));

const count = z.object({ right: z.int(), of: z.int() });
const answer = z.object({
  library: z.string(),
  report: z.string(),
  machine: z.string(),
  people: z.int(),
  photos: z.int(),
  faces: z.int(),
  skipped: z.array(englishFailure.extend({ path: z.string() })),
  seconds: z.record(z.enum(['ingest', 'train', 'match', 'spread', 'total']), z.number()),
  heads: z.array(
    z.object({
      name: z.string(),
      loss: z.string().nullable(),
      verdict: headVerdict.nullable(),
      trainSeconds: z.number().nullable(),
      threshold: methods['matching.match'].output.shape.threshold,
      top1: count,
      named: count,
      strangersUnknown: count,
      epochs: z.int(),
      centres: z.enum(['learned', 'means']),
      spread,
    }),
  ),
});

export function demoCommand(): Command {
  return new Command('demo')
    .description('do the whole job on the bundled photos (read, train, match, spread), and write a report')
    .option('--library <dir>', 'a new folder for the library (default: a temporary one)')
    .addOption(jsonOption(answer))
    .action(async (options: { library?: string; json?: boolean }) => {
      const folder = await freshFolder(options.library);
      const results = await runDemo(folder, stopSignal());
      print(options.json, answer, withoutProbes(results), () => summaryText(results));
    });
}

async function freshFolder(named: string | undefined): Promise<string> {
  if (named === undefined) return mkdtemp(join(tmpdir(), 'tammes-demo-'));
  const folder = resolve(named);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) {
    throw new TammesError('folder-not-empty', { folder });
  }
  return folder;
}

async function runDemo(folder: string, signal: AbortSignal): Promise<DemoResults> {
  const photos = await layOutPhotos(folder);
  const store = openStore(folder);
  const galleries = openGalleries(store.folder);
  const pool = createVisionPool();
  const clock = stopwatch();
  try {
    await readLibrary(store, pool, photos, signal);
    const ingestSeconds = clock();
    const trained = await trainHeads(store, signal);
    const trainSeconds = clock();
    const probes = await describeProbes(pool, photos, signal);
    const heads = headsOf(store);
    const matched = [];
    for (const head of heads) matched.push(await matchWith(store, galleries, head, probes, trained));
    const matchSeconds = clock();
    const finished: HeadResult[] = [];
    for (const [i, { id, runId }] of heads.entries()) {
      const history = runId === null ? [] : await historyOf(store, runId);
      finished.push({ ...matched[i]!, history, sphere: await spreadOfHead(store, id) });
    }
    const spreadSeconds = clock();
    const seconds = {
      ingest: ingestSeconds,
      train: trainSeconds,
      match: matchSeconds,
      spread: spreadSeconds,
      total: ingestSeconds + trainSeconds + matchSeconds + spreadSeconds,
    };
    const summary = summaryOf(store);
    const results: DemoResults = {
      library: folder,
      report: join(folder, 'report.html'),
      machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores`,
      people: summary.people,
      photos: summary.photos,
      faces: summary.faces,
      skipped: failuresOf(store).map(({ path, ...failure }) => ({ path, ...toEnglish(failure) })),
      seconds,
      heads: finished,
    };
    await writeFileAtomic(results.report, Buffer.from(await reportHtml(results)));
    return results;
  } finally {
    await pool.close();
    await galleries.close();
    store.close();
  }
}

async function readLibrary(
  store: Store,
  pool: VisionPool,
  photos: DemoPhotos,
  signal: AbortSignal,
): Promise<void> {
  let line: ReturnType<typeof progressLine> | undefined;
  await ingest(store, pool, photos.library, {
    signal,
    onProgress({ done, total, faces }) {
      line ??= progressLine('Reading photos ', total);
      line.update(done, counted(faces, 'face', 'faces'));
    },
  });
  line?.end();
  stopIfAsked(signal);
}

/** Seconds that each run took, by run. */
async function trainHeads(store: Store, signal: AbortSignal): Promise<Map<number, number>> {
  await ensurePretrained(store);
  const seconds = new Map<number, number>();
  for (const spec of specs) {
    const clock = stopwatch();
    let line: ReturnType<typeof progressLine> | undefined;
    const run = await startRun(store, spec, {
      signal,
      onEvent(event) {
        if (event.type !== 'epoch') return;
        const { epoch, epochs, ownAngle } = event.metrics;
        line ??= progressLine(`Training ${spec.loss.padEnd(9)}`.padEnd(15), epochs);
        line.update(epoch, `angle to class centre ${ownAngle.toFixed(1)}°`);
      },
    });
    line?.end();
    stopIfAsked(signal);
    seconds.set(run.id, clock());
  }
  return seconds;
}

async function describeProbes(
  pool: VisionPool,
  { heldOut, strangers, groups }: DemoPhotos,
  signal: AbortSignal,
): Promise<Omit<Probe, 'matches'>[]> {
  const photos = [...heldOut, ...[...strangers, ...groups].map((path) => ({ person: null, path }))];
  const line = progressLine('Matching photos', photos.length);
  let done = 0;
  const probes = await Promise.all(
    photos.map(async ({ person, path }) => {
      const photo = await pool.describe(path).catch(withoutFace);
      line.update(++done);
      return { person, path, width: photo.width, height: photo.height, faces: photo.faces };
    }),
  );
  line.end();
  stopIfAsked(signal);
  return probes;
}

/** A photo without a face still counts, as one that was not recognised; any other error is a fault. */
function withoutFace(error: unknown): Pick<Probe, 'width' | 'height' | 'faces'> {
  if (error instanceof TammesError && error.code === 'no-face') return { width: 0, height: 0, faces: [] };
  throw error;
}

async function matchWith(
  store: Store,
  galleries: Galleries,
  head: HeadInfo,
  described: readonly Omit<Probe, 'matches'>[],
  trained: ReadonlyMap<number, number>,
): Promise<Omit<HeadResult, 'history' | 'sphere'>> {
  const features = described.flatMap(({ faces }) => faces.map(({ feature }) => feature));
  const { threshold, matches } = await matchFeatures(store, galleries, head.id, features, 5);
  let next = 0;
  const probes = described.map((probe) => {
    const probeMatches = matches.slice(next, next + probe.faces.length);
    next += probe.faces.length;
    return { ...probe, matches: probeMatches };
  });
  return {
    name: head.name,
    loss: head.loss,
    verdict: head.verdict,
    trainSeconds: head.runId === null ? null : (trained.get(head.runId) ?? null),
    threshold,
    ...countProbes(probes),
    probes,
  };
}

/** Answers with the seconds since it was last asked. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}

function stopIfAsked(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new TammesError('demo-cancelled', {});
}

function withoutProbes(results: DemoResults): z.infer<typeof answer> {
  const heads = results.heads.map(({ probes, history, sphere, ...head }) => ({
    ...head,
    epochs: history.length,
    centres: sphere.source,
    spread: sphere.spread,
  }));
  return { ...results, heads };
}

function summaryText(results: DemoResults): string {
  const { seconds } = results;
  const stages = Object.entries(seconds).map(([stage, value]) => `${stage} ${value.toFixed(1)} s`);
  return [
    '',
    `${counted(results.people, 'person', 'people')}, ${counted(results.photos, 'photo', 'photos')}, ${counted(results.faces, 'face', 'faces')}, ${results.skipped.length} skipped`,
    `Time: ${stages.join(', ')} (${duration(seconds.total)})`,
    '',
    table([
      ['head', 'trained', 'held-out top-1', 'named', 'strangers unknown', 'smallest centre angle', 'ratio'],
      ...results.heads.map((head) => [
        head.name,
        head.trainSeconds === null ? '–' : `${head.trainSeconds.toFixed(1)} s`,
        countText(head.top1),
        countText(head.named),
        countText(head.strangersUnknown),
        `${head.sphere.spread.smallestAngle.toFixed(2)}° of ${head.sphere.spread.optimum?.angle.toFixed(2) ?? '–'}°`,
        head.sphere.spread.ratio?.toFixed(3) ?? '–',
      ]),
    ]),
    '',
    ...results.heads.flatMap(({ name, loss, verdict }) =>
      loss === null ? [] : [`${name}: ${verdictText(verdict)}`, ''],
    ),
    'top-1: the first name is right; named: the first name is right and over the threshold; ratio: smallest centre angle to the bound.',
    `Report: ${pathToFileURL(results.report)}`,
    `Open it in the app: npm start -- --library ${results.library}`,
  ].join('\n');
}
