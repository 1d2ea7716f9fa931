import { expect, test } from 'vitest';
import { enrolledFaces } from '../../src-main/store/gallery.ts';
import { openStore } from '../../src-main/store/store.ts';
import { tammes } from '../helpers/cli.ts';

import { madeUpLibrary } from '../helpers/made-up-library.ts';

test('the gallery keeps every embedding that was enrolled', async () => {
  const library = await madeUpLibrary(2, 2);
  await tammes(['enrol', '--all', '--library', library]);
  await tammes(['enrol', '--all', '--library', library]);
  const store = openStore(library);
  expect([...enrolledFaces(store.db)]).toHaveLength(4);
  store.close();
});
