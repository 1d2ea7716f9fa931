/** Watches tfjs-node compute, and writes down the operations that it asks of TensorFlow as nodes of a graph. */
import type { Tensor, Tf } from '../../../src-shared/tf.ts';
import type { Attribute, GraphNode } from './saved-model.ts';

/** What tfjs-node asks of its native part while it computes. */
interface Binding {
  TF_ATTR_STRING: number;
  TF_ATTR_INT: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_TYPE: number;
  createTensor(shape: number[], type: number, values: ArrayBufferView): number;
  executeOp(name: string, attributes: BindingAttribute[], inputs: number[], outputs: number): Made[];
}

interface BindingAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** A tensor that TensorFlow has made. */
interface Made {
  id: number;
  dtype: number;
}

/** tfjs-node's backend, as far as it is used here. */
export interface NodeBackend {
  binding: Binding;
  getDTypeInteger(dtype: string): number;
  getInputTensorIds(tensors: readonly Tensor[]): number[];
}

/** Where in a graph a tensor comes from, as `name:index`, and TensorFlow's number of its data type. */
interface Source {
  output: string;
  type: number;
}

/** A function of tensors as a graph. */
export interface RecordedGraph {
  nodes: readonly GraphNode[];
  /** Where tensors go in and come out, as `name:index`. */
  inputs: string[];
  outputs: string[];
}

/**
 * Computes once, and answers with the operations it has seen.
 * @param like tensors whose shapes and types the inputs have. The function is given zeros: numbers are of no account, and
 * two tensors may share theirs.
 * @param compute frees what it makes, but for its outputs. It may free its inputs.
 * @param everywhere attributes of each operation, beside its own.
 * @throws Error if it uses a tensor that is not among its inputs: what changes would become a constant.
 */
export function recordGraph(
  tf: Tf,
  like: readonly Tensor[],
  compute: (inputs: Tensor[]) => readonly Tensor[],
  everywhere: GraphNode['attributes'] = {},
): RecordedGraph {
  const backend = tf.backend() as unknown as NodeBackend;
  const { binding } = backend;
  const recorder = new Recorder(binding, everywhere);
  const zeros = like.map(({ shape, dtype }) => tf.zeros(shape, dtype));
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0]!;
  const inputs = zeros.map((tensor) =>
    recorder.addInput(idOf(tensor), backend.getDTypeInteger(tensor.dtype), tensor.shape),
  );
  backend.binding = recorder.watched;
  try {
    const results = compute([...zeros]);
    const outputs = results.map((tensor) => recorder.addOutput(idOf(tensor), inputs));
    tf.dispose([...results]);
    return { nodes: recorder.nodes, inputs, outputs };
  } finally {
    backend.binding = binding;
    tf.dispose(zeros);
  }
}

class Recorder {
  readonly nodes: GraphNode[] = [];
  /** Computes as the binding does, and is seen doing it. */
  readonly watched: Binding;
  readonly #binding: Binding;
  readonly #everywhere: GraphNode['attributes'];
  /** By TensorFlow's number of the tensor. */
  readonly #sources = new Map<number, Source>();

  constructor(binding: Binding, everywhere: GraphNode['attributes']) {
    this.#binding = binding;
    this.#everywhere = everywhere;
    this.watched = Object.create(binding, {
      createTensor: { value: this.#createTensor.bind(this) },
      executeOp: { value: this.#executeOp.bind(this) },
    }) as Binding;
  }

  addInput(id: number, type: number, shape: number[]): string {
    const attributes = { dtype: typeOf(type), shape: { kind: 'shape', value: shape } } as const;
    return this.#addSource(id, 'Placeholder', attributes, type);
  }

  addOutput(id: number, inputs: readonly string[]): string {
    const { output, type } = this.#sourceOf(id);
    // TensorFlow hands out nothing that it has been handed.
    if (!inputs.includes(output)) return output;
    return `${this.#add('Identity', [output], { T: typeOf(type) })}:0`;
  }

  #createTensor(shape: number[], type: number, values: ArrayBufferView): number {
    const id = this.#binding.createTensor(shape, type, values);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
    this.#addSource(
      id,
      'Const',
      { dtype: typeOf(type), value: { kind: 'tensor', type, shape, bytes } },
      type,
    );
    return id;
  }

  #executeOp(op: string, attributes: BindingAttribute[], ids: number[], count: number): Made[] {
    const made = this.#binding.executeOp(op, attributes, ids, count);
    const from = ids.map((id) => this.#sourceOf(id));
    const converted = attributes.map((attribute) => [attribute.name, this.#convert(attribute)] as const);
    const name = this.#add(
      op,
      from.map(({ output }) => output),
      {
        // tfjs leaves it to TensorFlow to look at the input; a graph must say it.
        ...(op === 'ExpandDims' && { T: typeOf(from[0]!.type) }),
        ...Object.fromEntries(converted),
        ...this.#everywhere,
      },
    );
    for (const [i, { id, dtype }] of made.entries()) {
      this.#sources.set(id, { output: `${name}:${i}`, type: dtype });
    }
    return made;
  }

  #addSource(id: number, op: string, attributes: GraphNode['attributes'], type: number): string {
    const output = `${this.#add(op, [], attributes)}:0`;
    this.#sources.set(id, { output, type });
    return output;
  }

  #add(op: string, inputs: readonly string[], attributes: GraphNode['attributes']): string {
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  #sourceOf(id: number): Source {
    const source = this.#sources.get(id);
    if (source === undefined) throw new Error('A step uses a tensor that is not among its inputs.');
    return source;
  }

  #convert({ type, value }: BindingAttribute): Attribute {
    const binding = this.#binding;
    switch (type) {
      case binding.TF_ATTR_STRING:
        return { kind: 'string', value: value as string };
      case binding.TF_ATTR_INT:
        return Array.isArray(value) ? { kind: 'ints', value } : { kind: 'int', value: value as number };
      case binding.TF_ATTR_FLOAT:
        return { kind: 'float', value: value as number };
      case binding.TF_ATTR_BOOL:
        return { kind: 'bool', value: value as boolean };
      case binding.TF_ATTR_TYPE:
        return typeOf(value as number);
      default:
        throw new Error(`An attribute of TensorFlow's type ${type} is not known here.`);
    }
  }
}

const typeOf = (value: number) => ({ kind: 'type', value }) as const;
