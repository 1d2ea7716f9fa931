/** `npm run bench -- learning FOLDER`: what is gained for people never seen, by the number of people and photos trained on. */
import { join } from 'node:path';
import { z } from 'zod';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import { inOrder } from '../../../src-shared/random.ts';
import { compareOpenSet } from '../../../src-shared/recognition/open-set.ts';
import { withRecipe } from '../../../src-shared/training/index.ts';
import { headerNow, headerSchema, writeResult } from '../results.ts';
import { mean } from '../statistics.ts';
import { drawOf } from './draw.ts';
import { figure } from './result.ts';
import { type FaceSet, halvesOf, readSet } from './sets.ts';
import { newPeople } from './tasks.ts';

export const learningResult = z.object({
  header: headerSchema,
  loss: z.string(),
  /** First seed; the draws have this and those that follow. */
  seed: z.int(),
  draws: z.int(),
  rows: z.array(
    z.object({
      /** With several photos, and with one. */
      people: z.int(),
      singles: z.int(),
      /** Trained on in the mean. */
      photos: z.number(),
      /** Mean of those chosen. */
      share: z.number(),
      /** There. */
      detection: z.array(figure),
      /** At half of the way. */
      halfway: z.array(figure),
    }),
  ),
});
export type LearningResult = z.infer<typeof learningResult>;

export interface LearningOptions {
  draws: number;
  loss: string;
  /** Keeps features between calls. */
  features?: string;
}

const firstSeed = 301;
/** People with several photos, at most so many photos of each, and people with one for each of them; as in lfw-dev, or none. */
const cases = [
  ...[20, 60, 180, 400].flatMap((people) => [
    { people, photos: 10, singles: 0 },
    { people, photos: 10, singles: 1.8 },
  ]),
  { people: 180, photos: 2, singles: 0 },
  { people: 400, photos: 2, singles: 0 },
];
/** A share of the way at which every head is measured besides. */
const half = 0.5;

/** Each seed divides the people of lfw-dev into those to train on and those to judge by. */
export async function benchLearning(
  folder: string,
  { draws, loss, features }: LearningOptions,
): Promise<void> {
  const set = await readSet(join(folder, 'lfw-dev'), features);
  const pretrained = await readPretrainedWeights();
  const backend = await openBackend('wasm', { threads: 1 });
  const rows: LearningResult['rows'] = [];
  for (const asked of cases) {
    const found = [];
    const counts = [];
    for (let seed = firstSeed; seed < firstSeed + draws; seed++) {
      const [train, judged] = halvesOf(set, seed);
      const some = partOf(train, seed, asked);
      counts.push({ faces: some.people.length, ...countsOf(some) });
      const spec = trainSpec.parse({ ...withRecipe({ loss }), seed });
      const { verdictAt, testAt } = await drawOf(backend, spec, newPeople(some, judged, seed), pretrained);
      const { share } = verdictAt(null);
      found.push({ share, chosen: testAt(share), halfway: testAt(half) });
    }
    rows.push({
      people: Math.round(mean(counts.map(({ several }) => several))),
      singles: Math.round(mean(counts.map(({ single }) => single))),
      photos: mean(counts.map(({ faces }) => faces)),
      share: mean(found.map(({ share }) => share)),
      detection: compareOpenSet(found.flatMap(({ chosen }) => chosen)).detection,
      halfway: compareOpenSet(found.flatMap(({ halfway }) => halfway)).detection,
    });
    const result: LearningResult = { header: await headerNow(), loss, seed: firstSeed, draws, rows };
    process.stderr.write(
      `${await writeResult('learning', loss, result)}: ${rows.length} of ${cases.length}\n`,
    );
  }
}

function partOf(set: FaceSet, seed: number, { people, photos, singles }: (typeof cases)[number]): FaceSet {
  const all = Map.groupBy(set.people.keys(), (i) => set.people[i]!);
  const order = inOrder([...all.keys()].sort(), seed, 3);
  const several = order.filter((person) => all.get(person)!.length > 1).slice(0, people);
  const single = order.filter((person) => all.get(person)!.length === 1);
  const chosen = [...several, ...single.slice(0, Math.round(singles * several.length))];
  const rows = chosen.flatMap((person) => inOrder(all.get(person)!, seed, 4).slice(0, photos));
  return {
    name: set.name,
    people: rows.map((i) => set.people[i]!),
    features: rows.map((i) => set.features[i]!),
  };
}

function countsOf({ people }: FaceSet): { several: number; single: number } {
  const counts = [...Map.groupBy(people, (person) => person).values()];
  const single = counts.filter((samples) => samples.length === 1).length;
  return { several: counts.length - single, single };
}
