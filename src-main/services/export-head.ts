/** Heads as files for other programs: they map features to embeddings of length one. */
import { basename, resolve } from 'node:path';
import type { HeadFormat } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { decodeHead, encodeTensors, type Head, type StoredTensor } from '../../src-shared/training/index.ts';
import { version } from '../app-files.ts';
import { headGraph } from '../formats/head-graph.ts';
import { headAsOnnx } from '../formats/head-onnx.ts';
import { type NpyArray, npyJson, writeNpz } from '../formats/npz.ts';
import { encodeOnnx } from '../formats/onnx.ts';
import { encodeTfjsModel } from '../formats/tfjs-model.ts';
import { headData } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { bytesFile, type DataFile, textFile, type WrittenFiles, writeDataFiles } from './data-files.ts';
import { asTexts, type HeadFacts, headFacts } from './head-facts.ts';
import { findHead } from './heads.ts';

export interface HeadExport {
  format: HeadFormat;
  /** The file; nothing is overwritten. */
  out: string;
  /** Whether class centres and their people's names go along: both are personal data. */
  people: boolean;
}

/** A head's files, and what they say of it. */
export interface WrittenHead extends WrittenFiles {
  facts: HeadFacts;
}

/**
 * @param wanted a head's name or number; absent: the active one.
 * @throws TammesError 'head-not-named-so', 'centres-not-exported', 'file-there' or 'file-not-written'
 */
export async function exportHead(
  store: Store,
  wanted: string | undefined,
  { format, out, people }: HeadExport,
): Promise<WrittenHead> {
  const info = await findHead(store, wanted);
  const head = decodeHead(headData(store.db, info.id), info.name);
  if (people && head.centres === null) throw new TammesError('centres-not-exported', { name: info.name });
  const facts = await headFacts(store, info, people ? head.people : null);
  const files = filesOf[format](resolve(out), { head, centres: people ? head.centres : null, facts });
  return { ...(await writeDataFiles(store, people ? 'data' : 'head', files)), facts };
}

/** What is written of a head. */
interface HeadContent {
  head: Head;
  centres: StoredTensor | null;
  facts: HeadFacts;
}

/** The files of each format. */
const filesOf: Record<HeadFormat, (path: string, content: HeadContent) => [DataFile, ...DataFile[]]> = {
  onnx: (path, { head, centres, facts }) => {
    const model = { ...headAsOnnx(headGraph(head, centres)), name: facts.name, metadata: asTexts(facts) };
    return [bytesFile(path, encodeOnnx(model, { name: 'Tammes', version }))];
  },
  safetensors: (path, { head, centres, facts }) => {
    const tensors = { ...head.weights, ...(centres && { centres }) };
    return [bytesFile(path, encodeTensors({ tensors, metadata: asTexts(facts) }))];
  },
  npz: (path, { head, centres, facts }) => {
    const tensors = { ...head.weights, ...(centres && { centres }) };
    const arrays = Object.entries(tensors).map(([name, { shape, values }]): NpyArray => {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      return { name, type: 'float32', shape, pieces: () => [bytes] };
    });
    return [{ path, write: (append) => writeNpz([...arrays, npyJson('metadata', facts)], append) }];
  },
  tfjs: (path, { head, centres, facts }) => {
    const weightsPath = `${path.replace(/\.json$/, '')}.weights.bin`;
    const { model, weights } = encodeTfjsModel(headGraph(head, centres), facts, basename(weightsPath));
    return [textFile(path, model), bytesFile(weightsPath, weights)];
  },
};
