/** A network to bring: our own backbone and head, its channels last, with nothing that says whose it is. */
import { writeFile } from 'node:fs/promises';
import { backboneAsOnnx, chipInput } from '../../../src-main/formats/backbone-onnx.ts';
import { headGraph } from '../../../src-main/formats/head-graph.ts';
import { headAsOnnx } from '../../../src-main/formats/head-onnx.ts';
import { encodeOnnx } from '../../../src-main/formats/onnx.ts';
import { readModels } from '../../../src-main/vision/models.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { pretrainedHead } from '../../../src-shared/training/index.ts';
import { backboneLayersIn, chipSize } from '../../../src-shared/vision/index.ts';

export async function writeNetwork(path: string): Promise<void> {
  const backbone = backboneAsOnnx(backboneLayersIn(await readModels()));
  const head = headAsOnnx(headGraph(pretrainedHead(await readPretrainedWeights()), null));
  const turned = { op: 'Transpose', inputs: ['face'], output: chipInput, attributes: { perm: [0, 3, 1, 2] } };
  const bytes = encodeOnnx(
    {
      name: 'brought',
      nodes: [turned, ...backbone.nodes, ...head.nodes],
      tensors: { ...backbone.tensors, ...head.tensors },
      numbers: { ...backbone.numbers, ...head.numbers },
      inputs: { face: [chipSize, chipSize, 3] },
      outputs: head.outputs,
      metadata: {},
    },
    { name: 'bench', version: '1' },
  );
  await writeFile(path, bytes);
}
