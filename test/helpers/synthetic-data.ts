import { randomFrom } from '../../src-shared/random.ts';
import type { TrainData } from '../../src-shared/training/index.ts';

/** People as clusters of features; sizes as the backbone's. */
export function syntheticData(people = 6, photos = 5): TrainData {
  const random = randomFrom(11);
  const centres = Array.from({ length: people }, () => Array.from({ length: 256 }, () => random.normal()));
  const rows = centres.flatMap((centre, person) =>
    Array.from({ length: photos }, (_, k) => ({
      person,
      photo: person * photos + k,
      feature: Float32Array.from(centre, (value) => 1 + 0.3 * (value + 1.5 * random.normal())),
    })),
  );
  return {
    features: rows.map(({ feature }) => feature),
    labels: rows.map(({ person }) => person),
    photos: rows.map(({ photo }) => photo),
    people: centres.map((_, i) => `person ${i}`),
    pretrained: Float32Array.from({ length: 256 * 128 }, () => 0.05 * random.normal()),
  };
}
