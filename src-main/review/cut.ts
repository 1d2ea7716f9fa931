/** Where groups of faces end, from the scores of those who have a name. */
import { falseAcceptPresets } from '../../src-shared/contract/index.ts';
import type { KnownPeople } from './known-people.ts';

/** People with two or more faces from whom it is counted how like a person's faces are to each other. */
const fewest = 10;

/**
 * Mean cosine between two faces of one person, if too few people have a name: of the pretrained head the median of people with
 * several photos of Labeled Faces in the Wild, from where its known thresholds are, too; of trained heads a rough middle.
 */
const usual = { pretrained: 0.958, trained: 0.6 };

type Scored = Pick<KnownPeople, 'calibration' | 'gallery' | 'isTrained'>;

/** Steps of the cut in the logarithm of its distance from 1: a name that is given does not move all groups a little. */
const stepsPerOctave = 16;

/**
 * The mean cosine between two groups from which on they are one person's. A face counts as somebody's from the calibrated
 * threshold on, which is a cosine with the direction of that person's mean; the mean of n faces with cosines c between each other
 * has the length √c as n grows, so that threshold times √c is a mean of cosines with the faces themselves. The cautious threshold is taken, as many groups are compared with many,
 * and a stranger in a group is named with it.
 */
export function groupingCut(people: Scored): number {
  const { cosine } = people.calibration.thresholdAt(falseAcceptPresets.cautious);
  return rounded(cosine * Math.sqrt(likeness(people)));
}

/** A cut that is so many steps laxer. */
export function laxer(cut: number, steps: number): number {
  return 1 - (1 - cut) * 2 ** (steps / stepsPerOctave);
}

function rounded(cut: number): number {
  return 1 - 2 ** (Math.round(Math.log2(1 - cut) * stepsPerOctave) / stepsPerOctave);
}

function likeness({ gallery, isTrained }: Scored): number {
  const means: number[] = [];
  for (const personId of gallery.peopleIds()) {
    const count = gallery.facesOf(personId).length;
    if (count < 2 || isTrained) continue;
    const square = gallery.sumOf(personId).reduce((sum, value) => sum + value * value, 0);
    means.push((square - count) / (count * (count - 1)));
  }
  if (means.length < fewest) return isTrained ? usual.trained : usual.pretrained;
  return Math.max(0.01, means.sort((a, b) => a - b)[means.length >> 1]!);
}
