/** Tammes' own convolutions as kernels that tfjs calls; what they compute is said in src-shared/vision/networks/layers.ts. */
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { FusedName } from '../../../src-shared/operations.ts';
import type { Kernels } from './signatures.ts';
import type { Inputs, Memory, RunKernel } from './tfjs-memory.ts';

type Shape = [number, number, number, number];

/** Numbers that are read after the last of a picture, times zeros of the filter. */
const slack = 4;

export function convolutions(
  kernels: Kernels,
  memory: Memory,
): Record<Extract<FusedName, 'TammesPackFilter' | 'TammesConvolution' | 'TammesDepthwise'>, RunKernel> {
  return {
    TammesPackFilter: ({ filter, bias }) => [packFilter(kernels, memory, filter!, bias!)],
    TammesConvolution: (inputs, attrs) => [convolution(kernels, memory, inputs, attrs)],
    TammesDepthwise: (inputs, attrs) => [depthwise(kernels, memory, inputs, attrs)],
  };
}

/** The picture with zeros around it, as far as the filter reaches, and `slack` after it. */
function padded(
  kernels: Kernels,
  { pointer, output }: Memory,
  x: TensorInfo,
  { top, left, height, width }: { top: number; left: number; height: number; width: number },
): TensorInfo {
  const [pictures, rows, columns, channels] = x.shape as Shape;
  const out = output(pictures * height * width * channels + slack);
  kernels.pad({
    x: pointer(x),
    out: pointer(out),
    pictures,
    rows,
    line: columns * channels,
    top,
    left: left * channels,
    outRows: height,
    outLine: width * channels,
  });
  return out;
}

function packFilter(
  kernels: Kernels,
  { pointer, output }: Memory,
  filter: TensorInfo,
  bias: TensorInfo,
): TensorInfo {
  const [rows, width, channels, columns] = filter.shape as Shape;
  const terms = width * channels;
  const out = output(kernels.packedSize({ rows, terms, columns }));
  kernels.packFilter({
    filter: pointer(filter),
    bias: pointer(bias),
    out: pointer(out),
    rows,
    terms,
    columns,
  });
  return out;
}

function convolution(
  kernels: Kernels,
  memory: Memory,
  { x, filter, added }: Inputs,
  attrs: NamedAttrMap,
): TensorInfo {
  const { pointer, output, free } = memory;
  const { filterHeight, filterWidth, stride, top, left, ...rest } = attrs as Record<string, number>;
  const { outHeight, outWidth, outChannels, slope, highest } = rest;
  const [pictures, height, width, channels] = x!.shape as Shape;
  const needed = {
    height: Math.max(top! + height, (outHeight! - 1) * stride! + filterHeight!),
    width: Math.max(left! + width, (outWidth! - 1) * stride! + filterWidth!),
  };
  const terms = filterWidth! * channels;
  const isWhole = needed.height === height && needed.width === width && terms % 4 === 0;
  const from = isWhole ? x! : padded(kernels, memory, x!, { top: top!, left: left!, ...needed });
  const line = needed.width * channels;
  const out = output(pictures, outHeight!, outWidth!, outChannels!);
  kernels.convolution({
    x: pointer(from),
    picture: needed.height * line,
    line,
    channels,
    stride: stride!,
    filter: pointer(filter!),
    rows: filterHeight!,
    terms,
    added: added === undefined ? 0 : pointer(added),
    out: pointer(out),
    pictures,
    outRows: outHeight!,
    outColumns: outWidth!,
    columns: outChannels!,
    below: slope!,
    most: highest!,
  });
  if (!isWhole) free(from);
  return out;
}

function depthwise(
  kernels: Kernels,
  { pointer, output }: Memory,
  { x, filter, bias }: Inputs,
  attrs: NamedAttrMap,
): TensorInfo {
  const { stride, top, left, outHeight, outWidth, slope, highest } = attrs as Record<string, number>;
  const [pictures, rows, columns, channels] = x!.shape as Shape;
  const out = output(pictures, outHeight!, outWidth!, channels);
  kernels.depthwise({
    x: pointer(x!),
    filter: pointer(filter!),
    bias: pointer(bias!),
    out: pointer(out),
    pictures,
    rows,
    columns,
    channels,
    stride: stride!,
    top: top!,
    left: left!,
    outRows: outHeight!,
    outColumns: outWidth!,
    below: slope!,
    most: highest!,
  });
  return out;
}
