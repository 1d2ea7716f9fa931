/** What a window exports for other programs: files that Tammes names, in a folder that people name. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataExport, dependsOnHead, type HeadFormat } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { privateFolder } from '../store/private-files.ts';
import type { Store } from '../store/store.ts';
import type { WrittenFiles } from './data-files.ts';
import { exportHead } from './export-head.ts';
import { exportModel } from './export-model.ts';
import { exportTable } from './export-table.ts';
import { findHead } from './heads.ts';
import type { JobControls } from './jobs.ts';
import { isNothing } from './new-files.ts';
import { usableTarget } from './targets.ts';

const endings: Record<HeadFormat, string> = {
  onnx: 'onnx',
  tfjs: 'json',
  safetensors: 'safetensors',
  npz: 'npz',
};

/** @returns the file that is to be written, and what writes it. @throws TammesError for a folder that cannot be used. */
export async function planDataExport(
  store: Store,
  { what, headId, to }: DataExport,
): Promise<{ path: string; write(controls: JobControls): Promise<void> }> {
  const { target } = await usableTarget(to, [store.folder]);
  const head = String(headId);
  const { name } = await findHead(store, head);
  const path = await freePath(target, ...nameOf(what, name));
  const write = (controls: JobControls): Promise<WrittenFiles> => {
    switch (what.kind) {
      case 'head':
        return exportHead(store, head, { ...what, out: path });
      case 'model':
        return exportModel(store, head, { ...what, out: path });
      default:
        return exportTable(store, { ...what, head, out: path }, controls);
    }
  };
  return {
    path,
    async write(controls) {
      await makeFolder(target);
      const { exportId } = await write(controls);
      controls.writes(exportId);
    },
  };
}

/** A file's name and its ending. */
function nameOf(what: DataExport['what'], head: string): [string, string] {
  switch (what.kind) {
    case 'head':
      return [head, endings[what.format]];
    case 'model':
      return [`${head}-model`, 'onnx'];
    default:
      return [dependsOnHead(what.kind) ? `${what.kind}-${head}` : what.kind, what.format];
  }
}

/** A file that is not there yet. */
async function freePath(folder: string, stem: string, ending: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}.${ending}`);
    if (await isNothing(path)) return path;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: privateFolder });
  } catch (cause) {
    if (toFailure(cause).problem === 'disk-full') throw cause;
    throw new TammesError('folder-not-made', { folder }, { cause });
  }
}
