/** The namespace `story`: a library's faces for its figures. */
import { encodeFaces, type Faces } from '../../src-shared/story/index.ts';
import { currentBackbone } from '../store/backbones.ts';
import { labelledFaces } from '../store/labelled-faces.ts';
import type { Store } from '../store/store.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';
import type { Handlers } from './handlers.ts';
import { trainingSet } from './run-faces.ts';

/** A library's labelled faces, for the story's figures, which are about the built-in backbone: of another one there are none. */
export async function storyFaces(store: Store): Promise<Faces> {
  const faces = currentBackbone(store.db).id === 0 ? labelledFaces(store.db) : [];
  const { features, labels, people } = trainingSet(faces);
  return { features, labels, people, pretrained: await readPretrainedWeights() };
}

export function storyHandlers(store: Store): Handlers<'story'> {
  return {
    async 'story.faces'() {
      const faces = await storyFaces(store);
      return faces.features.length === 0 ? null : encodeFaces(faces);
    },
  };
}
