/**
 * Writes a graph in the format that TensorFlow loads a session from: a SavedModel, in Protocol Buffers. The numbers of
 * the fields are those of TensorFlow's saved_model.proto, meta_graph.proto, graph.proto, node_def.proto,
 * attr_value.proto and tensor.proto.
 */
import { concat, float, message, number, text } from '../../formats/protobuf.ts';

/** One of a node's attributes. `type` holds TensorFlow's number of a data type. */
export type Attribute =
  | { kind: 'string'; value: string }
  | { kind: 'int' | 'float' | 'type'; value: number }
  | { kind: 'bool'; value: boolean }
  | { kind: 'shape'; value: readonly number[] }
  | { kind: 'ints'; value: readonly number[] }
  | { kind: 'tensor'; type: number; shape: readonly number[]; bytes: Uint8Array };

/** An operation of a graph. */
export interface GraphNode {
  name: string;
  /** TensorFlow's name of the operation. */
  op: string;
  /** Outputs of other nodes, as `name:index`. */
  inputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

/** The tag under which the graph is found again. */
export const savedModelTag = 'serve';

/** The oldest of TensorFlow's graph versions that knows all operations which are written here: that of 2.0. */
const producer = 134;

/** The bytes of a `saved_model.pb`. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const graph = [...nodes.map((node) => message(1, encodeNode(node))), message(4, number(1, producer))];
  const metaGraph = concat([message(1, text(4, savedModelTag)), message(2, concat(graph))]);
  return concat([number(1, 1), message(2, metaGraph)]);
}

function encodeNode({ name, op, inputs, attributes }: GraphNode): Uint8Array {
  return concat([
    text(1, name),
    text(2, op),
    ...inputs.map((input) => text(3, input)),
    ...Object.entries(attributes).map(([key, value]) =>
      message(5, concat([text(1, key), message(2, encodeAttribute(value))])),
    ),
  ]);
}

function encodeAttribute(attribute: Attribute): Uint8Array {
  switch (attribute.kind) {
    case 'ints':
      return message(1, concat(attribute.value.map((value) => number(3, value))));
    case 'string':
      return text(2, attribute.value);
    case 'int':
      return number(3, attribute.value);
    case 'float':
      return float(4, attribute.value);
    case 'bool':
      return number(5, attribute.value ? 1 : 0);
    case 'type':
      return number(6, attribute.value);
    case 'shape':
      return message(7, encodeShape(attribute.value));
    case 'tensor':
      return message(
        8,
        concat([
          number(1, attribute.type),
          message(2, encodeShape(attribute.shape)),
          message(4, attribute.bytes),
        ]),
      );
  }
}

const encodeShape = (shape: readonly number[]) => concat(shape.map((size) => message(2, number(1, size))));
