/** Backbone and head as one network: from chips to embeddings of length one, with a card that says what it is. */
import { resolve } from 'node:path';
import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { fallbacks } from '../../src-shared/recognition/index.ts';
import { decodeHead } from '../../src-shared/training/index.ts';
import { backboneLayersIn, chipSize } from '../../src-shared/vision/index.ts';
import { version } from '../app-files.ts';
import { backboneAsOnnx, chipInput } from '../formats/backbone-onnx.ts';
import { headGraph } from '../formats/head-graph.ts';
import { headAsOnnx } from '../formats/head-onnx.ts';
import { encodeOnnx, type OnnxModel } from '../formats/onnx.ts';
import { currentBackbone, findBackbone } from '../store/backbones.ts';
import { readRunFaces } from '../store/run-files.ts';
import { headData } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { readModels } from '../vision/models.ts';
import { bytesFile, textFile, type WrittenFiles, writeDataFiles } from './data-files.ts';
import { asTexts, headFacts } from './head-facts.ts';
import { findHead } from './heads.ts';
import { backboneLicence, cardAsMarkdown, type ModelCard } from './model-card.ts';

export interface WrittenModel extends WrittenFiles {
  card: ModelCard;
}

/**
 * Writes `out`, and beside it the card, `.card.md` to read and `.card.json` for programs.
 * @param wanted a head's name or number; absent: the active one.
 * @throws TammesError 'model-not-exported' with another backbone than the built-in one, 'head-not-named-so', 'file-there' or 'file-not-written'
 */
export async function exportModel(
  store: Store,
  wanted: string | undefined,
  { out, language }: { out: string; language: 'en' | 'ja' },
): Promise<WrittenModel> {
  const { id } = currentBackbone(store.db);
  if (id !== 0) throw new TammesError('model-not-exported', { backbone: findBackbone(store.db, id).name });
  const info = await findHead(store, wanted);
  const card = await cardOf(store, info);
  const path = resolve(out);
  const stem = path.replace(/\.onnx$/, '');
  const backbone = backboneAsOnnx(backboneLayersIn(await readModels()));
  const head = headAsOnnx(headGraph(decodeHead(headData(store.db, info.id), info.name), null));
  const model: OnnxModel = {
    name: info.name,
    nodes: [...backbone.nodes, ...head.nodes],
    tensors: { ...backbone.tensors, ...head.tensors },
    numbers: { ...backbone.numbers, ...head.numbers },
    inputs: backbone.inputs,
    outputs: head.outputs,
    metadata: asTexts(card),
  };
  const written = await writeDataFiles(store, 'head', [
    bytesFile(path, encodeOnnx(model, { name: 'Tammes', version })),
    textFile(`${stem}.card.json`, `${JSON.stringify(card, null, 2)}\n`),
    textFile(`${stem}.card.md`, cardAsMarkdown(card, language)),
  ]);
  return { ...written, card };
}

async function cardOf(store: Store, info: HeadInfo): Promise<ModelCard> {
  const { format: _, ...facts } = await headFacts(store, info, null);
  const measured = info.verdict?.thresholds ?? [];
  return {
    format: 'tammes-model-card',
    head: facts,
    input: {
      name: chipInput,
      shape: ['N', 3, chipSize, chipSize],
      colours: 'RGB',
      values: [0, 255],
      alignment: 'dlib chip of 150 pixels, border 0.25, 68 landmarks',
    },
    output: { name: 'embedding', shape: ['N', info.dim], length: 1 },
    data: info.runId === null ? null : await countsOf(store, info.runId),
    ...(info.runId === null
      ? { thresholds: [...fallbacks.pretrained.thresholds], thresholdsFrom: 'lfw' }
      : measured.length > 0
        ? { thresholds: measured, thresholdsFrom: 'kept-out' }
        : { thresholds: [...fallbacks.trained.thresholds], thresholdsFrom: 'guess' }),
    licence: { backbone: backboneLicence, head: 'whoever trained it decides' },
  };
}

/** What a run was trained on, in numbers. */
async function countsOf(store: Store, runId: number): Promise<ModelCard['data']> {
  const faces = await readRunFaces(store, runId);
  const people = new Set(faces.map(({ label }) => label));
  return { people: people.size, faces: faces.length, shots: new Set(faces.map(({ shot }) => shot)).size };
}
