/** What Tammes can compute on, fastest first: `auto` takes the first that works. */
export const backendIds = ['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm', 'cpu'] as const;
