/**
 * Says what an ONNX network takes and gives, and whether it is whole in its file, without running it. The numbers of the fields are those
 * of onnx.proto (onnx.ai, IR version 10).
 */
import { fieldsOf, integerOf, textOf } from './read-protobuf.ts';

/** What goes in, or comes out. */
export interface OnnxValue {
  name: string;
  /** ONNX's number of the type; 1: float32. */
  type: number;
  /** null: open; and null in place of the list if even their number is. */
  shape: (number | null)[] | null;
}

export interface OnnxOutline {
  /** Without those that have a value in the file. */
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  /** Names of the first operations, in their order. */
  firstOps: string[];
  metadata: Record<string, string>;
  /** Whether numbers of it lie in other files. */
  isSplit: boolean;
  /** An operation that no standard names and the file does not define; null: there is none. */
  foreignOp: string | null;
}

/** Domains of operations that every ONNX Runtime brings. */
const standard: ReadonlySet<string> = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);
/** Graphs within graphs, and all operations: more is no network that recognises faces. */
const [deepest, mostNodes] = [8, 100_000];
const firstOps = 8;

/** @throws Error if the bytes are no ONNX model. */
export function readOnnx(bytes: Uint8Array): OnnxOutline {
  const metadata: Record<string, string> = {};
  let [graph, irVersion]: [Uint8Array | null, number] = [null, 0];
  const functions: Uint8Array[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) irVersion = integerOf(field.value);
    else if (field.number === 7) graph = field.bytes;
    else if (field.number === 14) {
      const { 1: key, 2: value } = textsOf(field.bytes);
      if (key !== undefined) metadata[key] = value ?? '';
    } else if (field.number === 25) functions.push(field.bytes);
  }
  if (graph === null || irVersion < 1) throw new Error('It has no graph.');
  const look = new Look(functions);
  const found = look.graph(graph, 0);
  return { ...found, firstOps: look.firstOps, metadata, isSplit: look.isSplit, foreignOp: look.foreignOp };
}

/** Goes through graphs, and notes what is found on the way. */
class Look {
  readonly firstOps: string[] = [];
  isSplit = false;
  foreignOp: string | null = null;
  #nodes = 0;
  /** Those that the file defines itself, by domain and name. */
  readonly #defined = new Set<string>();

  constructor(functions: readonly Uint8Array[]) {
    for (const bytes of functions) {
      const { 1: name, 10: domain } = textsOf(bytes);
      this.#defined.add(`${domain ?? ''}:${name ?? ''}`);
    }
    for (const bytes of functions)
      for (const field of fieldsOf(bytes)) if (field.number === 7) this.#node(field.bytes, 1);
  }

  graph(bytes: Uint8Array, depth: number): Pick<OnnxOutline, 'inputs' | 'outputs'> {
    if (depth > deepest) throw new Error('Its graphs lie too deep.');
    const inputs: OnnxValue[] = [];
    const outputs: OnnxValue[] = [];
    const filled = new Set<string>();
    for (const field of fieldsOf(bytes)) {
      if (field.number === 1) this.#node(field.bytes, depth);
      else if (field.number === 5) filled.add(this.#tensor(field.bytes));
      else if (field.number === 11) inputs.push(outlineOfValue(field.bytes));
      else if (field.number === 12) outputs.push(outlineOfValue(field.bytes));
    }
    return { inputs: inputs.filter(({ name }) => !filled.has(name)), outputs };
  }

  #node(bytes: Uint8Array, depth: number): void {
    if (++this.#nodes > mostNodes) throw new Error('It has too many operations.');
    const { 4: op = '', 7: domain = '' } = textsOf(bytes);
    if (depth === 0 && this.firstOps.length < firstOps) this.firstOps.push(op);
    if (!standard.has(domain) && !this.#defined.has(`${domain}:${op}`)) this.foreignOp ??= `${domain}.${op}`;
    for (const { number, bytes: attribute } of fieldsOf(bytes)) {
      if (number !== 5) continue;
      for (const part of fieldsOf(attribute)) {
        if (part.number === 5 || part.number === 10) this.#tensor(part.bytes);
        else if (part.number === 6 || part.number === 11) this.graph(part.bytes, depth + 1);
      }
    }
  }

  /** @returns its name. */
  #tensor(bytes: Uint8Array): string {
    let name = '';
    for (const field of fieldsOf(bytes)) {
      if (field.number === 8) name = textOf(field.bytes);
      if (field.number === 13 || (field.number === 14 && field.value !== 0n)) this.isSplit = true;
    }
    return name;
  }
}

function outlineOfValue(bytes: Uint8Array): OnnxValue {
  const value: OnnxValue = { name: textsOf(bytes)[1] ?? '', type: 0, shape: null };
  // ValueInfo.type, TypeProto.tensor_type, Tensor.shape, TensorShape.dim
  for (const type of parts(bytes, 2))
    for (const tensor of parts(type, 1)) {
      for (const { number, value: kind } of fieldsOf(tensor)) if (number === 1) value.type = integerOf(kind);
      for (const shape of parts(tensor, 2)) {
        value.shape = [...parts(shape, 1)].map((dimension) => {
          for (const field of fieldsOf(dimension))
            if (field.number === 1) return field.value === 0n ? null : integerOf(field.value);
          return null;
        });
      }
    }
  return value;
}

function* parts(bytes: Uint8Array, number: number): Generator<Uint8Array> {
  for (const field of fieldsOf(bytes)) if (field.number === number) yield field.bytes;
}

/** Fields that hold bytes, as text, by their numbers; of several the last. Long ones, which are numbers, are left out. */
function textsOf(bytes: Uint8Array): Record<number, string> {
  const texts: Record<number, string> = {};
  for (const field of fieldsOf(bytes))
    if (field.bytes.length > 0 && field.bytes.length <= 2 ** 16) texts[field.number] = textOf(field.bytes);
  return texts;
}
