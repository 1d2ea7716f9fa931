declare module '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js' {
  /** Emscripten's factory. */
  const createModule: (options: object) => Promise<unknown>;
  export default createModule;
}
