import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const module = (path: string) => here(`node_modules/${path}`);

export default defineConfig({
  root: 'src-renderer',
  plugins: [react()],
  resolve: {
    alias: [
      // One build of tfjs for all: two would be two engines.
      { find: /^@tensorflow\/tfjs$/, replacement: module('@tensorflow/tfjs/dist/index.js') },
      {
        find: /^@tensorflow\/tfjs-backend-wasm$/,
        replacement: module('@tensorflow/tfjs-backend-wasm/dist/index.js'),
      },
      {
        find: /^@tensorflow\/tfjs-backend-webgl$/,
        replacement: module('@tensorflow/tfjs-backend-webgl/dist/index.js'),
      },
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    // The content security policy takes no fonts and no styles from addresses that hold them.
    assetsInlineLimit: 0,
    // The licences of what is bundled go with it.
    license: { fileName: 'licenses.md' },
    // The app's page, and the page in which the desktop app trains on WebGPU.
    rolldownOptions: { input: [here('src-renderer/index.html'), here('src-renderer/trainer.html')] },
    // The largest chunks are tfjs and three.js, loaded when a screen needs them.
    chunkSizeWarningLimit: 2500,
  },
});
