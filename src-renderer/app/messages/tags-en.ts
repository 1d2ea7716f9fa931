/** The words of tags in English: what is said of faces beside names. */
import type { TagCondition } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';

export const tagsEn = {
  title: 'Tag',
  any: 'With any tag or none',
  named: ({ name, value }: TagCondition) => (value === null ? name : `${name}: ${value}`),
  tag: 'Tag…',
  trainWithout: 'Train without these…',
  name: 'Tag',
  value: 'Value',
  valueHelp: 'Evaluate compares the values of a tag as groups.',
  yes: 'yes',
  leftOut: 'not for training',
  help: 'A tag belongs to faces, or to people and all their faces. The library and the sphere can be filtered by a tag, and Evaluate compares groups by tag.',
  trainHelp:
    'The selection gets this tag, and training leaves out all faces that have it. The run records the tag, so that it can be repeated.',
  tagNow: 'Tag',
  tagAndTrain: 'Tag, and go to Train',
  takeAway: 'Take this tag away',
  all: 'Tags',
  takeAwayNamed: (tag: string) => `Take the tag “${tag}” away`,
  /** Whose a face's tag is if it is not of this face alone. */
  ofAll: { face: 'of the face', photo: 'of the photo', person: 'of the person' },
  unnamed: (faces: number) =>
    `${counted(faces, 'face', 'faces')} without a name got no tag: name them first.`,
  without: 'Leave out faces with the tag',
  nothing: 'None',
  leftOutOf: (faces: number, tag: string) =>
    `${counted(faces, 'face', 'faces')} with the tag “${tag}” ${faces === 1 ? 'is' : 'are'} left out.`,
};
