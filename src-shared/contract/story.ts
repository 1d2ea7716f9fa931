import { z } from 'zod';
import { method } from './method.ts';

export const storyMethods = {
  /** The library's labelled faces, as `decodeFaces` in src-shared/story reads them; null if there are none. */
  'story.faces': method(z.undefined(), z.instanceof(Uint8Array).nullable()),
};
