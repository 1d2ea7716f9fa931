import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 compile pairs of WebAssembly's vectors of four numbers into the processor's vectors of eight ("revectorization",
 * for AVX2, in V8 but off by default). Products and convolutions take half the time; no bit of a result changes. To be
 * called before WebAssembly is compiled, and for this process as a whole.
 * @returns whether V8 does so, as far as can be known: on a processor without AVX2 it does not.
 */
export function joinPairs(): boolean {
  const { v8_enable_wasm_simd256_revec: isBuiltIn } = process.config.variables as Record<string, unknown>;
  if (process.arch !== 'x64' || !isBuiltIn) return false;
  setFlagsFromString('--experimental-wasm-revectorize');
  return true;
}
