/** `npm run bench -- labels FOLDER`: names made wrong and found, beside cleanlab. */
import { join } from 'node:path';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { embed, type Head, pretrainedHead } from '../../../src-shared/training/index.ts';
import { type FaceSet, readSet } from '../recipes/sets.ts';
import { headerNow, writeResult } from '../results.ts';
import { mean } from '../statistics.ts';
import { type Cleanlab, openCleanlab } from './peer.ts';
import type { Found, LabelsResult, LabelTrial, Recognition } from './result.ts';
import { doubtedBy, intrude, judge, misname, recognitionWith } from './trial.ts';

const sets = ['caltech-faces', 'lfw-dev', 'orl'];
const shares = [0.02, 0.05, 0.1];
/** With fewer faces nothing is left to compare one with that is misnamed. */
const fewestFaces = 3;
const firstSeed = 701;
/** A doubt that is likelier right than wrong. */
const suggested = 0.5;

export interface LabelsOptions {
  seeds: number;
  /** Keeps the features of the photos between calls. */
  features?: string;
}

export async function benchLabels(folder: string, { seeds, features }: LabelsOptions): Promise<void> {
  const head = pretrainedHead(await readPretrainedWeights());
  const peer = await openCleanlab();
  try {
    const header = await headerNow();
    Object.assign(header.versions, peer.versions);
    const result: LabelsResult = { header, seeds, trials: [], recognition: [] };
    for (const name of sets) {
      const faces = await facesOf(await readSet(join(folder, name), features), head);
      for (const kind of ['others', 'strangers'] as const)
        for (const share of shares) await measure(result, { name, faces, kind, share }, peer);
    }
    process.stderr.write(`Written: ${await writeResult('labels', 'corrupted', result)}\n`);
  } finally {
    await peer.close();
  }
}

interface Faces {
  embeddings: Float32Array[];
  people: string[];
  strangers: { person: string; embedding: Float32Array }[];
}

async function facesOf({ people: names, features }: FaceSet, head: Head): Promise<Faces> {
  // The singles of caltech-faces are nobody else's and not one another's.
  const all = names.map((person, i) => (person === 'singles' ? `single ${i}` : person));
  const counts = Map.groupBy(all, (name) => name);
  const embeddings = embed(head, features);
  const rows = [...all.keys()];
  const several = rows.filter((i) => counts.get(all[i]!)!.length >= fewestFaces);
  return {
    embeddings: several.map((i) => embeddings[i]!),
    people: several.map((i) => all[i]!),
    strangers: rows
      .filter((i) => counts.get(all[i]!)!.length === 1)
      .map((i) => ({ person: all[i]!, embedding: embeddings[i]! })),
  };
}

interface Case {
  name: string;
  faces: Faces;
  kind: LabelTrial['kind'];
  share: number;
}

async function measure(
  { seeds, trials, recognition }: LabelsResult,
  { name: set, faces: { embeddings, people, strangers }, kind, share }: Case,
  peer: Cleanlab,
): Promise<void> {
  if (kind === 'strangers' && strangers.length < share * people.length) return;
  const found: Found[] = [];
  const recognised: Recognition[] = [];
  let wrong = 0;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const trial =
      kind === 'others'
        ? misname(embeddings, people, { share, seed })
        : intrude(embeddings, people, strangers, { share, seed });
    wrong = trial.wrong.size;
    const doubts = await doubtedBy(trial);
    const likely = doubts.filter(({ probability }) => (probability ?? 0) >= suggested);
    for (const [method, some] of [
      ['Tammes, all doubts', doubts],
      ['Tammes, likelier wrong than right', likely],
    ] as const) {
      const expected = some.reduce((sum, { probability }) => sum + (probability ?? 0), 0);
      const rows = some.map(({ row }) => row);
      found.push({ method, ...judge(rows, trial.wrong), expected });
    }
    for (const { method, rows } of await peer.find(trial))
      found.push({ method: `cleanlab, ${method}`, ...judge(rows, trial.wrong), expected: null });
    // With few strangers a rate cannot be counted; those who got in are no strangers any more.
    if (kind === 'others' && strangers.length >= 1000)
      recognised.push(recognitionWith(trial, new Set(likely.map(({ row }) => row)), strangers));
  }
  const row: LabelTrial = {
    ...{ set, kind, faces: people.length, people: new Set(people).size, share, wrong },
    methods: [...Map.groupBy(found, ({ method }) => method)].map(([method, of]) => meanOf(method, of)),
  };
  trials.push(row);
  process.stderr.write(`${JSON.stringify(row)}\n`);
  if (recognised.length === 0) return;
  const over = (part: keyof Recognition) =>
    recognised[0]![part].map((_, k) => mean(recognised.map((one) => one[part][k]!)));
  recognition.push({ set, share, given: over('given'), removed: over('removed'), right: over('right') });
}

function meanOf(method: string, of: readonly Found[]): Found {
  const over = (pick: (one: Found) => number) => mean(of.map(pick));
  return {
    method,
    doubted: over(({ doubted }) => doubted),
    precision: over(({ precision }) => precision),
    recall: over(({ recall }) => recall),
    first: over(({ first }) => first),
    expected: of.every(({ expected }) => expected !== null) ? over(({ expected }) => expected!) : null,
  };
}
