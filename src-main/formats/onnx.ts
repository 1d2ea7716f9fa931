/**
 * Networks in the Open Neural Network Exchange format, which ONNX Runtime and most other programs run. The numbers of the fields are
 * those of onnx.proto (onnx.ai, IR version 8).
 */
import type { StoredTensor } from '../../src-shared/training/index.ts';
import { concat, message, number, text } from './protobuf.ts';

/** One operation of the network. */
export interface OnnxNode {
  /** ONNX's name of the operation. */
  op: string;
  /** Names of inputs, tensors and outputs of other nodes. */
  inputs: readonly string[];
  output: string;
  /** Whole numbers, and lists of them. */
  attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A network; `rows` names the number of rows, which is open. */
export interface OnnxModel {
  name: string;
  nodes: readonly OnnxNode[];
  /** float32. */
  tensors: Readonly<Record<string, StoredTensor>>;
  /** Whole numbers, of 64 bits: shapes, axes and places. */
  numbers: Readonly<Record<string, readonly number[]>>;
  /** Shapes after the number of rows. */
  inputs: Readonly<Record<string, readonly number[]>>;
  outputs: Readonly<Record<string, readonly number[]>>;
  metadata: Readonly<Record<string, string>>;
}

const irVersion = 8;
/** The version of the operations: the last in which every runtime of the last years agrees. */
const opset = 17;
const rows = 'N';
const types = { float32: 1, int64: 7 };
const attributeTypes = { int: 2, ints: 7 };

/** The bytes of an `.onnx` file: the same model gives the same bytes. */
export function encodeOnnx(model: OnnxModel, producer: { name: string; version: string }): Uint8Array {
  const graph = [
    ...model.nodes.map((node, i) => message(1, encodeNode(node, i))),
    text(2, model.name),
    ...Object.entries(model.tensors).map(([name, tensor]) => message(5, encodeTensor(name, tensor))),
    ...Object.entries(model.numbers).map(([name, values]) => message(5, encodeNumbers(name, values))),
    ...Object.entries(model.inputs).map(([name, shape]) => message(11, encodeValue(name, shape))),
    ...Object.entries(model.outputs).map(([name, shape]) => message(12, encodeValue(name, shape))),
  ];
  return concat([
    number(1, irVersion),
    text(2, producer.name),
    text(3, producer.version),
    message(7, concat(graph)),
    message(8, number(2, opset)),
    ...Object.entries(model.metadata).map(([key, value]) =>
      message(14, concat([text(1, key), text(2, value)])),
    ),
  ]);
}

function encodeNode({ op, inputs, output, attributes = {} }: OnnxNode, i: number): Uint8Array {
  return concat([
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, `${op}_${i}`),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, encodeAttribute(name, value))),
  ]);
}

function encodeAttribute(name: string, value: number | readonly number[]): Uint8Array {
  if (typeof value === 'number')
    return concat([text(1, name), number(3, value), number(20, attributeTypes.int)]);
  return concat([text(1, name), ...value.map((one) => number(8, one)), number(20, attributeTypes.ints)]);
}

function encodeTensor(name: string, { shape, values }: StoredTensor): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return tensor(name, shape, types.float32, bytes);
}

function encodeNumbers(name: string, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return tensor(name, [values.length], types.int64, bytes);
}

function tensor(name: string, shape: readonly number[], type: number, bytes: Uint8Array): Uint8Array {
  return concat([
    ...shape.map((length) => number(1, length)),
    number(2, type),
    text(8, name),
    message(9, bytes),
  ]);
}

function encodeValue(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = [text(2, rows), ...shape.map((length) => number(1, length))];
  const type = concat([
    number(1, types.float32),
    message(2, concat(dimensions.map((one) => message(1, one)))),
  ]);
  return concat([text(1, name), message(2, message(1, type))]);
}
