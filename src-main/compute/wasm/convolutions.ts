/** Tammes' own convolutions as kernels that tfjs calls; what they compute is said in src-shared/vision/networks/layers.ts. */
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { FusedName } from '../../../src-shared/operations.ts';
import type { Kernels, Pointer } from './team.ts';

/** tfjs's memory. */
export interface Memory {
  pointer(tensor: TensorInfo): Pointer;
  output(...shape: number[]): TensorInfo;
  free(tensor: TensorInfo): void;
}

type RunKernel = (inputs: Record<string, TensorInfo>, attrs: NamedAttrMap) => TensorInfo[];
type Shape = [number, number, number, number];

/** Numbers that are read after the last of a picture, times zeros of the filter. */
const slack = 4;

export function convolutions(
  kernels: Kernels,
  { pointer, output, free }: Memory,
): Record<Extract<FusedName, 'TammesPackFilter' | 'TammesConvolution' | 'TammesDepthwise'>, RunKernel> {
  /** The picture with zeros around it, as far as the filter reaches, and `slack` after it. */
  function padded(x: TensorInfo, top: number, left: number, height: number, width: number): TensorInfo {
    const [pictures, rows, columns, channels] = x.shape as Shape;
    const out = output(pictures * height * width * channels + slack);
    const [line, before] = [columns * channels, left * channels];
    kernels.pad(pointer(x), pointer(out), pictures, rows, line, top, before, height, width * channels);
    return out;
  }

  return {
    TammesPackFilter({ filter, bias }) {
      const [height, width, channels, columns] = filter!.shape as Shape;
      const terms = width * channels;
      const out = output(kernels.packedSize(height, terms, columns));
      kernels.packFilter(pointer(filter!), pointer(bias!), pointer(out), height, terms, columns);
      return [out];
    },
    TammesConvolution({ x, filter, added }, attrs) {
      const { filterHeight, filterWidth, stride, top, left, ...rest } = attrs as Record<string, number>;
      const { outHeight, outWidth, outChannels, slope, highest } = rest;
      const [pictures, height, width, channels] = x!.shape as Shape;
      const needed = {
        height: Math.max(top! + height, (outHeight! - 1) * stride! + filterHeight!),
        width: Math.max(left! + width, (outWidth! - 1) * stride! + filterWidth!),
      };
      const terms = filterWidth! * channels;
      const isWhole = needed.height === height && needed.width === width && terms % 4 === 0;
      const from = isWhole ? x! : padded(x!, top!, left!, needed.height, needed.width);
      const line = needed.width * channels;
      const out = output(pictures, outHeight!, outWidth!, outChannels!);
      kernels.convolution(
        pointer(from),
        needed.height * line,
        line,
        channels,
        stride!,
        pointer(filter!),
        filterHeight!,
        terms,
        added === undefined ? 0 : pointer(added),
        pointer(out),
        pictures,
        outHeight!,
        outWidth!,
        outChannels!,
        slope!,
        highest!,
      );
      if (!isWhole) free(from);
      return [out];
    },
    TammesDepthwise({ x, filter, bias }, attrs) {
      const { stride, top, left, outHeight, outWidth, slope, highest } = attrs as Record<string, number>;
      const [pictures, height, width, channels] = x!.shape as Shape;
      const out = output(pictures, outHeight!, outWidth!, channels);
      kernels.depthwise(
        pointer(x!),
        pointer(filter!),
        pointer(bias!),
        pointer(out),
        pictures,
        height,
        width,
        channels,
        stride!,
        top!,
        left!,
        outHeight!,
        outWidth!,
        slope!,
        highest!,
      );
      return [out];
    },
  };
}
