/** The engines of a gallery beside faiss, each in a process of its own, on the same vectors and probes. */
import { execFile, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mostProbes } from '../../../src-main/gallery/engines/recall-check.ts';
import { pgvectors, TestPostgres } from '../../helpers/postgres.ts';
import { tagOf } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import { type EngineFigures, type EngineResult, engineFigures } from './engine-result.ts';
import { directionOf, writeVectors } from './engine-vectors.ts';
import { expectKernels } from './kernels.ts';

const pgvector = '0.8.5';
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const python = process.env.TAMMES_PYTHON ?? 'python3';
/** Probes that choose how closely an index looks, and others that judge what it finds. */
const probes = { choosing: mostProbes, judging: 4000 };

export async function benchEngines({ most, tag }: { most: number; tag?: string }): Promise<void> {
  expectKernels();
  const header = await headerNow();
  const before = loadavg()[0]!;
  const sizes: EngineResult['sizes'] = [];
  for (const vectors of [10_000, 100_000, 1_000_000].filter((size) => size <= most)) {
    const { faiss, engines } = await measureSize(vectors);
    sizes.push({ vectors, engines });
    const result: EngineResult = {
      header: { ...header, versions: { ...header.versions, faiss } },
      load: { before, after: loadavg()[0]! },
      probes: probes.judging,
      sizes,
    };
    // A million vectors take half an hour: what there is by then is kept.
    process.stderr.write(`Written: ${await writeResult('engines', tag ?? tagOf(header.machine), result)}\n`);
  }
}

async function measureSize(vectors: number) {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-engines-'));
  const files = [join(folder, 'vectors'), join(folder, 'choosing'), join(folder, 'judging')] as const;
  try {
    await writeVectors(files[0], people(vectors));
    await writeVectors(files[1], faces(vectors, 0, probes.choosing));
    await writeVectors(files[2], faces(vectors, probes.choosing, probes.judging));
    const engines: Record<string, EngineFigures> = {};
    let faiss = '';
    for (const name of ['exact', 'usearch', 'postgres', 'flat', 'hnsw'] as const) {
      const own = join(folder, name);
      await mkdir(own);
      if (name === 'postgres') {
        if (!pgvectors.includes(pgvector)) continue;
        engines[name] = await ofPostgres([name, ...files, own]);
      } else if (name === 'exact' || name === 'usearch')
        engines[name] = await ofTammes([name, ...files, own]);
      else {
        const theirs = await ofFaiss([name, ...files, own]);
        faiss = theirs.faiss;
        engines[`faiss ${name}`] = theirs.figures;
      }
      process.stderr.write(`${vectors} vectors, ${name}: measured\n`);
    }
    return { faiss, engines };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function* people(count: number): Generator<Float32Array> {
  for (let person = 0; person < count; person++) yield directionOf(person);
}

/** Of people all over the gallery. */
function* faces(vectors: number, from: number, count: number): Generator<Float32Array> {
  for (let i = from; i < from + count; i++) yield directionOf((i * 7919) % vectors, i);
}

function ofTammes(args: readonly string[]): Promise<EngineFigures> {
  const child = fork(pathOf('engine-worker.ts'), args, { execArgv: ['--expose-gc'] });
  return new Promise((resolve, reject) => {
    child.on('message', (figures: EngineFigures) => resolve(figures));
    child.on('exit', (code) => reject(new Error(`The engine's process ended with code ${code}.`)));
  });
}

/** On a server of its own, on the same machine. What it searches and what it builds an index in can lie in huge pages, if there are any. */
async function ofPostgres(args: readonly string[]): Promise<EngineFigures> {
  const server = await TestPostgres.start('2GB', ['min_dynamic_shared_memory=2GB'], pgvector);
  try {
    const { address, sql } = await server.database('bench');
    const figures = await ofTammes([...args, address, String(server.pid)]);
    const [size] = await sql`
      SELECT sum(pg_total_relation_size(oid))::float8 AS disk FROM pg_class
      WHERE relnamespace = 'tammes'::regnamespace AND relkind = 'r'`;
    await sql.end();
    return { ...figures, disk: Number(size!.disk) };
  } finally {
    await server.stop();
  }
}

async function ofFaiss(args: readonly string[]): Promise<{ faiss: string; figures: EngineFigures }> {
  const { stdout } = await promisify(execFile)(python, [pathOf('../peers/engines_faiss.py'), ...args]);
  const { faiss, figures } = JSON.parse(stdout);
  return { faiss, figures: engineFigures.parse(figures) };
}
