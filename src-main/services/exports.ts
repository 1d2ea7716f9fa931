/** The namespace `exports`: what is written outside of the library, and its undo. */
import { resolve } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import { listExports } from '../store/exports.ts';
import type { Store } from '../store/store.ts';
import { planDataExport } from './export-data.ts';
import type { Handlers } from './handlers.ts';
import type { Jobs } from './jobs.ts';
import { exportPerson } from './person-export.ts';
import type { RecognisedFolder } from './recognition.ts';
import { previewSidecars, writeSidecars } from './sidecars.ts';
import { sortCopies } from './sort-copies.ts';
import { planSort, previewOf } from './sort-plan.ts';
import { usableTarget } from './targets.ts';
import { undoExport } from './undo-export.ts';

/** @param recognised what is sorted. */
export function exportHandlers(store: Store, jobs: Jobs, recognised: RecognisedFolder): Handlers<'exports'> {
  return {
    'exports.previewSort': async (options) =>
      previewOf(await planSort(store, recognised.current().folder, options)),
    'exports.sort': async (options) => {
      const { folder } = recognised.current();
      return jobs.start('sort', resolve(options.target), (controls) =>
        sortCopies(store, folder, options, controls),
      );
    },
    'exports.previewXmp': ({ folder }) => previewSidecars(store, folder),
    'exports.xmp': async ({ folder }) =>
      jobs.start('xmp', folder ?? '', (controls) => writeSidecars(store, folder, controls)),
    'exports.person': async ({ personId, to, photos, language }) => {
      const { target } = await usableTarget(to, [store.folder]);
      return jobs.start('person', target, async (controls) => {
        await exportPerson(store, personId, { to: target, photos, language }, controls);
      });
    },
    'exports.data': async (options) => {
      const { path, write } = await planDataExport(store, options);
      return jobs.start('data', path, write);
    },
    'exports.list': async () => listExports(store.db),
    'exports.undo': async ({ exportId }) => {
      const running = jobs.list().find(({ kind, status }) => status === 'running' && isExport(kind));
      if (running !== undefined) throw new TammesError('job-running', { kind: running.kind });
      return undoExport(store, exportId);
    },
  };
}

function isExport(kind: string): boolean {
  return ['sort', 'xmp', 'person', 'data'].includes(kind);
}
