/** Quality of groups on sets of real photos. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createFlatIndex } from '../../../src-main/compute/flat-index.ts';
import { groupingCut } from '../../../src-main/review/cut.ts';
import { NeighbourGraph } from '../../../src-main/review/neighbour-graph.ts';
import { averageLinkage } from '../../../src-shared/clustering/index.ts';
import { calibrate, fallbacks, Gallery, GalleryScores } from '../../../src-shared/recognition/index.ts';
import { finished } from '../../../src-shared/steps.ts';
import { embed, type Head } from '../../../src-shared/training/index.ts';
import { type FaceSet, halvesOf } from '../recipes/sets.ts';
import { qualityOf } from './measures.ts';
import type { ReviewResult } from './result.ts';

const python = process.env.TAMMES_PYTHON ?? 'python3';
const cuts = [0.92, 0.925, 0.93, 0.935, 0.94, 0.945, 0.95];
const cosinesOfDbscan = [0.94, 0.945, 0.95, 0.955, 0.96];

/** The people of a set as a library has them. @param people null for a face without a name. */
async function knownPeople(embeddings: Float32Array[], people: (string | null)[]) {
  const gallery = new Gallery(embeddings[0]!.length, createFlatIndex(embeddings[0]!.length));
  const ids = new Map([...new Set(people)].map((name, i) => [name, i + 1]));
  for (const [i, name] of people.entries()) if (name !== null) gallery.set(i, ids.get(name)!, embeddings[i]!);
  const scores = new GalleryScores(gallery, () => true, { mostWork: Number.POSITIVE_INFINITY });
  await scores.update(gallery.refreshDirections());
  return { gallery, scores, isTrained: false, calibration: calibrate(scores.scores(), fallbacks.pretrained) };
}

/** Methods on all faces of a set without their names; and ours if half of the people have one. */
export async function compareMethods(head: Head, set: FaceSet): Promise<ReviewResult['sets'][number]> {
  const embeddings = embed(head, set.features);
  const rows: ReviewResult['sets'][number]['rows'] = [];
  const nobody = await knownPeople(
    embeddings,
    set.people.map(() => null),
  );
  const ours = (cut: number, setting: string, chosen: boolean) => {
    const quality = qualityOf(set.people, linked(embeddings, cut));
    rows.push({ method: 'average linkage', setting, chosen, quality });
  };
  for (const cut of cuts) ours(cut, `cosine ${cut}`, false);
  const cut = groupingCut(nobody);
  ours(cut, `cosine ${cut.toFixed(4)}, nobody has a name`, true);
  const [named, unnamed] = halvesOf(set);
  const known = await knownPeople(embed(head, named.features), named.people);
  const cutOfHalf = groupingCut(known);
  rows.push({
    method: 'average linkage, half of the people',
    setting: `cosine ${cutOfHalf.toFixed(4)}, the others have a name`,
    chosen: true,
    quality: qualityOf(unnamed.people, linked(embed(head, unnamed.features), cutOfHalf)),
  });
  for (const { method, setting, clusters } of await askPeer(embeddings)) {
    // A face in no cluster is alone.
    const own = clusters.map((cluster, i) => (cluster < 0 ? -1 - i : cluster));
    rows.push({ method, setting, chosen: false, quality: qualityOf(set.people, own) });
  }
  return { name: set.name, faces: set.people.length, people: new Set(set.people).size, rows };
}

function linked(embeddings: Float32Array[], cut: number): number[] {
  const graph = new NeighbourGraph(embeddings[0]!.length);
  for (const [id, vector] of embeddings.entries()) graph.set(id, vector);
  graph.floor = cut;
  finished(graph.update());
  const points = embeddings.map((vector, id) => ({
    id,
    vector,
    apart: id,
    neighbours: graph.neighboursOf(id).ids,
  }));
  const clusters = embeddings.map((_, i) => i);
  for (const ids of finished(averageLinkage(points, cut))) for (const id of ids) clusters[id] = ids[0]!;
  return clusters;
}

interface PeerRun {
  method: string;
  setting: string;
  clusters: number[];
}

async function askPeer(embeddings: Float32Array[]): Promise<PeerRun[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-review-'));
  const script = fileURLToPath(new URL('../peers/cluster_sklearn.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const file = join(folder, 'vectors.f32');
    await writeFile(
      file,
      Buffer.concat(embeddings.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))),
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const versions = await lines.next();
    if (versions.done)
      throw new Error('scikit-learn does not start: name a Python in TAMMES_PYTHON that has it.');
    child.stdin.end(`${JSON.stringify({ file, dim: embeddings[0]!.length, cosines: cosinesOfDbscan })}\n`);
    return JSON.parse(String((await lines.next()).value)) as PeerRun[];
  } finally {
    if (child.exitCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true });
  }
}
