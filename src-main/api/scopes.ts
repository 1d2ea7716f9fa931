/** What tokens may allow. */
import { z } from 'zod';

export const scope = z.enum(['recognise', 'people:read', 'people:write', 'evaluate', 'events']);
export type Scope = z.infer<typeof scope>;

/** For the help and the description of the interface. */
export const scopeTexts: Readonly<Record<Scope, string>> = {
  recognise: 'say who is on a photo that is sent, and whether two photos show one person',
  'people:read': 'list people and their faces',
  'people:write':
    'add people and faces, rename people, correct names of faces, and see those people; nothing is removed',
  evaluate: 'evaluate heads on the library’s people, and read what was found',
  events: 'hear when the library changes and how jobs come on',
};
