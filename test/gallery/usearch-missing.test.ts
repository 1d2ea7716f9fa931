/** A machine on which the index's package is not there, or does not load. */
import type { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import { HeadGallery } from '../../src-main/gallery/head-gallery.ts';
import { setEngine } from '../../src-main/services/gallery.ts';
import { libraryEngine, setLibraryEngine } from '../../src-main/store/gallery-engine.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { featureOf, madeUpLibrary } from './enrolled.ts';

let error: Error;
vi.mock('node:module', async (original) => {
  const module = await original<typeof import('node:module')>();
  return {
    ...module,
    createRequire: (...from: Parameters<typeof createRequire>) => {
      const require = module.createRequire(...from);
      const without = (name: string) => {
        if (name === 'usearch') throw error;
        return require(name);
      };
      return Object.assign(without, require);
    },
  };
});

const absent = Object.assign(new Error("Cannot find module 'usearch'"), { code: 'MODULE_NOT_FOUND' });

test.each<[Error, string]>([
  [absent, 'usearch-not-installed'],
  [new Error('No native build was found for platform=aix'), 'usearch-not-loaded'],
  [
    Object.assign(new Error("Cannot find module 'bindings'"), { code: 'MODULE_NOT_FOUND' }),
    'usearch-not-loaded',
  ],
])('%s: the index is refused, and a library that has one is searched exactly', async (cause, problem) => {
  error = cause;
  const store = await madeUpLibrary(await temporaryFolder(), 5, 2);
  expect(() => setEngine(store, 'usearch')).toThrow(expect.objectContaining({ problem }));
  expect(libraryEngine(store.db)).toBe('exact');
  // As it is when the library comes from a machine that has the package.
  setLibraryEngine(store.db, 'usearch');
  const gallery = await HeadGallery.open(store.db, store.folder, 1);
  const { matches } = await gallery.match({ features: [featureOf(3, 99)], limit: 1, falseAccept: 0.01 });
  expect(matches[0]!.candidates[0]!.name).toBe('person 3');
  expect(await gallery.state()).toMatchObject({
    engine: 'exact',
    answers: 'exactly',
    index: null,
    failure: { problem },
  });
  gallery.close();
  store.close();
});
