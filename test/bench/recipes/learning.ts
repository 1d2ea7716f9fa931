/** `npm run bench -- learning FOLDER`: what is gained for people never seen, by the number of people and photos trained on. */
import { join } from 'node:path';
import { z } from 'zod';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import { compareOpenSet } from '../../../src-shared/recognition/open-set.ts';
import { withRecipe } from '../../../src-shared/training/index.ts';
import { headerNow, headerSchema, writeResult } from '../results.ts';
import { drawOf } from './draw.ts';
import { figure } from './result.ts';
import { type FaceSet, halvesOf, inOrder, readSet } from './sets.ts';
import { newPeople } from './tasks.ts';

export const learningResult = z.object({
  header: headerSchema,
  loss: z.string(),
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
      detection: z.array(figure),
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

const firstSeed = 201;
/** People with several photos, at most so many photos of each, and whether those with one are added. */
const cases = [
  { people: 20, photos: 2, singles: false },
  { people: 20, photos: 10, singles: false },
  { people: 60, photos: 2, singles: false },
  { people: 60, photos: 10, singles: false },
  { people: 180, photos: 2, singles: false },
  { people: 180, photos: 10, singles: false },
  { people: 1000, photos: 2, singles: false },
  { people: 1000, photos: 10, singles: false },
  { people: 1000, photos: 10, singles: true },
];

export async function benchLearning(
  folder: string,
  { draws, loss, features }: LearningOptions,
): Promise<void> {
  const [train, judged] = halvesOf(await readSet(join(folder, 'lfw-dev'), features));
  const pretrained = await readPretrainedWeights();
  const { tf } = await openBackend('wasm', { threads: 1 });
  const rows: LearningResult['rows'] = [];
  for (const asked of cases) {
    const found = [];
    const counts = [];
    for (let seed = firstSeed; seed < firstSeed + draws; seed++) {
      const some = partOf(train, seed, asked);
      counts.push({ faces: some.people.length, ...countsOf(some) });
      const spec = trainSpec.parse({ ...withRecipe({ loss }), validation: 0, seed });
      found.push(await drawOf(tf, spec, newPeople(some, judged, seed), pretrained));
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    rows.push({
      people: counts[0]!.several,
      singles: counts[0]!.single,
      photos: mean(counts.map(({ faces }) => faces)),
      share: mean(found.map(({ share }) => share)),
      detection: compareOpenSet(found.map(({ test }) => test)).detection,
    });
    const result: LearningResult = { header: await headerNow(), loss, draws, rows };
    process.stderr.write(
      `${await writeResult('learning', loss, result)}: ${rows.length} of ${cases.length}\n`,
    );
  }
}

function partOf(set: FaceSet, seed: number, { people, photos, singles }: (typeof cases)[number]): FaceSet {
  const all = Map.groupBy(set.people.keys(), (i) => set.people[i]!);
  const order = inOrder([...all.keys()].sort(), seed, 3);
  const several = order.filter((person) => all.get(person)!.length > 1).slice(0, people);
  const chosen = singles ? [...several, ...order.filter((person) => all.get(person)!.length === 1)] : several;
  const rows = chosen.flatMap((person) => inOrder(all.get(person)!, seed, 4).slice(0, photos));
  return {
    name: set.name,
    people: rows.map((i) => set.people[i]!),
    features: rows.map((i) => set.features[i]!),
  };
}

function countsOf({ people }: FaceSet): { several: number; single: number } {
  const counts = [...Map.groupBy(people, (person) => person).values()];
  const single = counts.filter((own) => own.length === 1).length;
  return { several: counts.length - single, single };
}
