/** Looks at an ONNX file that may become a backbone: what it takes and gives, and whether it can be run. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import {
  type BackboneCandidate,
  type BackboneDescriptor,
  backboneDescriptor,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type OnnxOutline, type OnnxValue, readOnnx } from '../formats/read-onnx.ts';
import type { Trial } from '../vision/pool.ts';
import type { OpenPool } from './backbone-files.ts';

const { input, output } = backboneDescriptor.shape;
/** What somebody says of a network: a part of its descriptor. */
export const saidOfBackbone = backboneDescriptor
  .extend({ input: input.partial(), output: output.partial() })
  .partial();
export type SaidOfBackbone = z.infer<typeof saidOfBackbone>;

/** A network that recognises faces takes a quarter of that at most. */
const mostBytes = 2 ** 30;
/** Milliseconds that a trial may take: on a slow machine a large network takes a few seconds for a face. */
const patience = 120_000;
/** ONNX's number of the type float32. */
const float32 = 1;

function refusal(
  path: string,
  fault:
    | ('empty' | 'too-large' | 'not-onnx' | 'external-data' | 'custom-operator' | 'inputs' | 'input-type')
    | ('input-shape' | 'outputs' | 'output-shape' | 'descriptor' | 'too-slow'),
  detail = '',
): TammesError {
  return new TammesError('backbone-refused', { path, fault, detail });
}

/** A file that was looked at. */
export interface InspectedBackbone extends BackboneCandidate {
  /** SHA-256 of the file. */
  hash: string;
}

/**
 * Guesses a descriptor, takes what lies beside the file and what was said instead, and runs the network on trial in a process of its own.
 * @param said wins over what lies beside the file, and that over what the file says.
 * @throws TammesError 'backbone-refused' with the reason, 'input-not-readable', or as `tryBackbone`.
 */
export async function inspectBackbone(
  given: string,
  said: SaidOfBackbone,
  open: OpenPool,
): Promise<InspectedBackbone> {
  const path = resolve(given);
  const bytes = await bytesOf(path);
  const outline = outlineOf(path, bytes);
  const beside = await besideOf(path);
  const guess = guessOf(path, outline, said.output?.name ?? beside?.output?.name);
  const merged = merge(merge(guess.descriptor, beside ?? {}), said);
  const parsed = backboneDescriptor.safeParse(merged);
  if (!parsed.success) throw refusal(path, 'descriptor', z.prettifyError(parsed.error));
  const hash = createHash('sha256').update(bytes).digest('hex');
  const trial = await tryIt({ path, hash, descriptor: parsed.data, featureVersion: 0 }, open);
  const descriptor = {
    ...parsed.data,
    input: { ...parsed.data.input, batch: parsed.data.input.batch && trial.batch },
    output: { ...parsed.data.output, size: trial.size },
  };
  const whole = backboneDescriptor.safeParse(descriptor);
  if (!whole.success) throw refusal(path, 'output-shape', String(trial.size));
  const source = beside !== null ? 'beside' : guess.isSaid ? 'inside' : 'guessed';
  return { path, bytes: bytes.length, hash, descriptor: whole.data, source, pace: trial.pace };
}

async function tryIt(backbone: Parameters<ReturnType<OpenPool>['tryBackbone']>[0], open: OpenPool) {
  const pool = open({ workers: 1 });
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(refusal(backbone.path, 'too-slow')), patience);
    });
    return await Promise.race<Trial>([pool.tryBackbone(backbone), late]);
  } finally {
    clearTimeout(timer);
    await pool.close();
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw refusal(path, 'empty');
    if (size > mostBytes) throw refusal(path, 'too-large');
    return await readFile(path);
  } catch (cause) {
    throw cause instanceof TammesError ? cause : new TammesError('input-not-readable', { path }, { cause });
  }
}

function outlineOf(path: string, bytes: Uint8Array): OnnxOutline {
  let outline: OnnxOutline;
  try {
    outline = readOnnx(bytes);
  } catch (cause) {
    throw refusal(path, 'not-onnx', cause instanceof Error ? cause.message : '');
  }
  if (outline.isSplit) throw refusal(path, 'external-data');
  if (outline.foreignOp !== null) throw refusal(path, 'custom-operator', outline.foreignOp);
  return outline;
}

/** Where the descriptor of a network lies. */
export const besidePath = (path: string) => `${path.replace(/\.onnx$/i, '')}.backbone.json`;

/** null: none lies there. @throws TammesError 'backbone-refused' for one that is wrong. */
async function besideOf(path: string): Promise<SaidOfBackbone | null> {
  const text = await readFile(besidePath(path), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return saidOfBackbone.parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : 'JSON';
    throw refusal(besidePath(path), 'descriptor', detail);
  }
}

function merge<T extends SaidOfBackbone>(under: T, over: SaidOfBackbone): T {
  const { input: inputOver = {}, output: outputOver = {}, ...others } = over;
  return {
    ...under,
    ...others,
    input: { ...under.input, ...inputOver },
    output: { ...under.output, ...outputOver },
  };
}

/** What a network most likely needs, and whether its own metadata say it. */
function guessOf(
  path: string,
  { inputs, outputs, firstOps, metadata }: OnnxOutline,
  wantedOutput: string | undefined,
): { descriptor: BackboneDescriptor; isSaid: boolean } {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) throw refusal(path, 'inputs', namesOf(inputs));
  if (input.type !== float32) throw refusal(path, 'input-type', input.name);
  const { layout, side } = pictureOf(path, input);
  const isOurs = metadata.format === 'tammes-model-card';
  const template = isOurs || side === 150 ? 'chip150' : 'arcface112';
  // Networks of insightface subtract and divide either first of all, or not at all; our own do as well.
  const isScaled = firstOps.includes('Sub') && firstOps.some((op) => op === 'Mul' || op === 'Div');
  const scale = isScaled || isOurs ? { mean: 0, deviation: 1 } : { mean: 127.5, deviation: 127.5 };
  const all = (value: number): [number, number, number] => [value, value, value];
  const result = outputOf(path, outputs, wantedOutput);
  return {
    isSaid: isOurs,
    descriptor: {
      name: nameOf(path),
      template,
      input: {
        name: input.name,
        side: side ?? (template === 'chip150' ? 150 : 112),
        layout,
        colours: 'rgb',
        mean: all(scale.mean),
        deviation: all(scale.deviation),
        batch: (input.shape?.[0] ?? null) === null,
      },
      output: result,
      // Our own do it themselves.
      mirror: !isOurs,
      licence: licenceOf(metadata),
    },
  };
}

function pictureOf(
  path: string,
  { shape, name }: OnnxValue,
): Pick<BackboneDescriptor['input'], 'layout'> & {
  side: number | null;
} {
  if (shape === null || shape.length !== 4) throw refusal(path, 'input-shape', shapeText(name, shape));
  const layout = shape[3] === 3 && shape[1] !== 3 ? 'nhwc' : 'nchw';
  const [channels, rows, columns] =
    layout === 'nchw' ? [shape[1], shape[2], shape[3]] : [shape[3], shape[1], shape[2]];
  if ((channels ?? 3) !== 3 || (rows ?? columns ?? null) !== (columns ?? rows ?? null))
    throw refusal(path, 'input-shape', shapeText(name, shape));
  return { layout, side: rows ?? columns ?? null };
}

/** A row of numbers a face: of several outputs the one that is asked for, or the only one of that shape. */
function outputOf(path: string, outputs: readonly OnnxValue[], wanted: string | undefined) {
  const rowOf = ({ shape }: OnnxValue) =>
    shape === null
      ? null
      : shape
          .slice(1)
          .reduce<number | null>((product, n) => (product === null || n === null ? null : product * n), 1);
  const fitting = outputs.filter(
    (value) =>
      value.type === float32 && (value.shape === null || value.shape.length >= 2) && rowOf(value) !== 1,
  );
  const [first] = wanted === undefined ? fitting : fitting.filter(({ name }) => name === wanted);
  if (first === undefined || (wanted === undefined && fitting.length > 1))
    throw refusal(path, 'outputs', namesOf(outputs));
  // The trial counts them where the file does not say.
  const size = rowOf(first) ?? 2;
  if (size > 2048) throw refusal(path, 'output-shape', String(size));
  return { name: first.name, size: Math.max(2, size) };
}

const namesOf = (values: readonly OnnxValue[]) =>
  values.map(({ name, shape }) => shapeText(name, shape)).join(', ');
const shapeText = (name: string, shape: OnnxValue['shape']) =>
  `${name} [${shape === null ? '…' : shape.map((length) => length ?? 'N').join(', ')}]`;

function nameOf(path: string): string {
  const stem = basename(path).replace(/\.onnx$/i, '');
  return (
    stem
      .replace(/[^\p{L}\p{N} ._-]/gu, '-')
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .slice(0, 40) || 'backbone'
  );
}

function licenceOf(metadata: Record<string, string>): string {
  const said = metadata.licence ?? metadata.license ?? '';
  return (cardLicence(said) ?? said).slice(0, 200);
}

/** Our own card has one for the network and one for the head. */
function cardLicence(text: string): string | null {
  try {
    const { backbone, head } = z.object({ backbone: z.string(), head: z.string() }).parse(JSON.parse(text));
    return `${backbone}; ${head}`;
  } catch {
    return null;
  }
}
