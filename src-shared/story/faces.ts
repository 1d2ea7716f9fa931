/** Described faces to train on: those that ship with Tammes (see assets/story/README.md), or a library's. */
import { TammesError } from '../errors/index.ts';
import { decodeTensors, encodeTensors, type TrainData } from '../training/index.ts';

/** Labelled features; each face is a photo of its own. */
export interface Faces {
  /** 256 numbers each. */
  features: Float32Array[];
  /** Index into `people`. */
  labels: number[];
  people: string[];
  /** The describer's own last layer, 256x128: see `pretrainedHead`. */
  pretrained: Float32Array;
}

const format = 'tammes-faces';

/** Faces as safetensors bytes. */
export function encodeFaces({ features, labels, people, pretrained }: Faces): Uint8Array<ArrayBuffer> {
  const width = features[0]!.length;
  const values = new Float32Array(features.length * width);
  for (const [i, feature] of features.entries()) values.set(feature, i * width);
  return encodeTensors({
    tensors: {
      features: { shape: [features.length, width], values },
      labels: { shape: [labels.length], values: Float32Array.from(labels) },
      pretrained: { shape: [width, pretrained.length / width], values: pretrained },
    },
    metadata: { format, people: JSON.stringify(people) },
  });
}

/** @throws TammesError 'bad-input' if the bytes are no faces. */
export function decodeFaces(bytes: Uint8Array): Faces {
  const { tensors, metadata } = decodeTensors(bytes, 'The file of faces');
  const { features, labels, pretrained } = tensors;
  if (metadata.format !== format || !features || !labels || !pretrained) {
    throw new TammesError('faces-file-damaged', {});
  }
  const [count, width] = features.shape as [number, number];
  return {
    features: Array.from({ length: count }, (_, i) => features.values.slice(i * width, (i + 1) * width)),
    labels: Array.from(labels.values),
    people: JSON.parse(metadata.people!) as string[],
    pretrained: pretrained.values,
  };
}

/**
 * Faces as samples to train on.
 * @param most people at most, the first ones of those with two faces or more.
 * @throws TammesError 'too-few-people' for fewer than `least` of them.
 */
export function faceData(
  { features, labels, people, pretrained }: Faces,
  most: number,
  least = 3,
): TrainData {
  const counts = new Array<number>(people.length).fill(0);
  for (const label of labels) counts[label]!++;
  const chosen = people.flatMap((_, label) => (counts[label]! >= 2 ? [label] : [])).slice(0, most);
  if (chosen.length < Math.min(most, least)) {
    throw new TammesError('figure-too-few-people', { least, people: chosen.length });
  }
  const indexOf = new Map(chosen.map((label, i) => [label, i]));
  const samples = labels.flatMap((label, i) => (indexOf.has(label) ? [i] : []));
  return {
    features: samples.map((i) => features[i]!),
    labels: samples.map((i) => indexOf.get(labels[i]!)!),
    photos: samples.map((_, i) => i),
    people: chosen.map((label) => people[label]!),
    pretrained,
  };
}

/** Faces of so many people each; a library with fewer people gives fewer sets, the last with all it has. */
export function dataSets(faces: Faces, counts: readonly number[]): TrainData[] {
  const sets = counts.map((count) => faceData(faces, count));
  return sets.filter(({ people }, i) => i === 0 || people.length > sets[i - 1]!.people.length);
}
