/** The namespace `story`: a library's faces for its figures. */
import { encodeFaces, type Faces } from '../../src-shared/story/index.ts';
import { labelledFaces } from '../store/labelled-faces.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { trainingSet } from './run-faces.ts';

/** A library's labelled faces, for the story's figures. */
export function storyFaces(store: Store): Faces {
  const { features, labels, people } = trainingSet(labelledFaces(store.db));
  return { features, labels, people };
}

export function storyHandlers(store: Store): Handlers<'story'> {
  return {
    async 'story.faces'() {
      const faces = storyFaces(store);
      return faces.features.length === 0 ? null : encodeFaces(faces);
    },
  };
}
