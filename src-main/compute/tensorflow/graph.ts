/**
 * A training step as one call of TensorFlow. Each operation that tfjs asks of TensorFlow costs some 50 microseconds,
 * which is longer than most of them take. So a step is watched once, operation by operation; what has been seen becomes
 * a TensorFlow graph; and steps run the graph.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Compile,
  entriesOf,
  type Groups,
  grouped,
  shapesOf,
  type Tensors,
} from '../../../src-shared/compute/index.ts';
import { firstLine } from '../../../src-shared/first-line.ts';
import type { Tensor, Tf } from '../../../src-shared/tf.ts';
import { recordGraph } from './record-graph.ts';
import { encodeSavedModel, type GraphNode, savedModelTag } from './saved-model.ts';

/** tfjs-node's backend, as far as it is used here. */
interface NodeBackend {
  loadSavedModelMetaGraph(path: string, tags: string): number;
  runSavedModel(
    session: number,
    inputs: Tensor[],
    names: readonly { name: string }[],
    outputs: readonly string[],
  ): Tensor[];
  deleteSavedModel(session: number): void;
}

/** A graph as TensorFlow holds it. */
interface Loaded {
  session: number;
  inputs: readonly { name: string }[];
  outputs: readonly string[];
  /** Group and name of each output. */
  names: readonly (readonly [string, string])[];
}

/**
 * From so many steps on, what XLA saves in each (a fifth to a third) is more than the second or two that it takes to
 * make a few large operations out of many small ones.
 */
const worthXla = 4000;

/** Has TensorFlow hand an operation to XLA, with its neighbours. */
const forXla = { _XlaCompile: { kind: 'bool', value: true } } as const;

/** @param tf on tfjs-node's backend. */
export function compileForTensorflow(tf: Tf): Compile {
  const backend = tf.backend() as unknown as NodeBackend;
  return (compute, calls) => {
    /** By the shapes of the inputs: a graph is made for one set of them. */
    const graphs = new Map<string, Loaded>();
    return {
      run(inputs) {
        const entries = entriesOf(inputs);
        const tensors = entries.map(([, , tensor]) => tensor);
        const key = shapesOf(entries);
        let graph = graphs.get(key);
        if (graph === undefined) {
          const names = entries.map(([group, name]) => [group, name] as const);
          graph = load(
            tf,
            tensors,
            (zeros) => compute(grouped(names, zeros) as typeof inputs),
            calls >= worthXla ? forXla : {},
          );
          graphs.set(key, graph);
        }
        const results = backend.runSavedModel(graph.session, tensors, graph.inputs, graph.outputs);
        return grouped(graph.names, results) as ReturnType<typeof compute>;
      },
      close() {
        for (const { session } of graphs.values()) backend.deleteSavedModel(session);
        graphs.clear();
      },
    };
  };
}

/** What keeps TensorFlow from running a graph, such as a full disk; null if nothing does. Takes some milliseconds. */
export function whyNoGraphs(tf: Tf): string | null {
  const compiled = compileForTensorflow(tf)(
    ({ in: { x } }: { in: Tensors }) => ({ out: { y: tf.add(x!, 1) } }),
    1,
  );
  const x = tf.scalar(1);
  try {
    const { y } = compiled.run({ in: { x } }).out;
    const [sum] = y.dataSync();
    y.dispose();
    return sum === 2 ? null : `1 + 1 is ${sum}`;
  } catch (cause) {
    return firstLine(cause);
  } finally {
    x.dispose();
    compiled.close();
  }
}

function load(
  tf: Tf,
  like: readonly Tensor[],
  compute: (inputs: Tensor[]) => Groups,
  attributes: GraphNode['attributes'],
): Loaded {
  let names: Loaded['names'] = [];
  const { nodes, inputs, outputs } = recordGraph(
    tf,
    like,
    (zeros) => {
      const results = entriesOf(compute(zeros));
      names = results.map(([group, name]) => [group, name] as const);
      return results.map(([, , tensor]) => tensor);
    },
    attributes,
  );
  const session = openSession(tf.backend() as unknown as NodeBackend, nodes);
  return { session, inputs: inputs.map((name) => ({ name })), outputs, names };
}

/** TensorFlow takes a graph from a folder only. */
function openSession(backend: NodeBackend, nodes: readonly GraphNode[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'tammes-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
    return backend.loadSavedModelMetaGraph(folder, savedModelTag);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
