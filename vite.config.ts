import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, normalizePath, type Rolldown } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const module = (path: string) => here(`node_modules/${path}`);

/** The app's page, and the page in which the desktop app trains on WebGPU. */
const pages = ['index', 'trainer'].map((page) => normalizePath(here(`src-renderer/${page}.html`)));

/** What each page starts with, found when the first module is asked about. */
const starts: Set<string>[] = [];

/**
 * What a page starts with is one file, and another one what both pages do, instead of forty that the server is asked for one after
 * another: that would be most of the time until there is something to see.
 */
const startOf: Rolldown.CodeSplittingNameFunction = (id, graph) => {
  for (const page of pages.slice(starts.length)) {
    const start = new Set([page]);
    for (const part of start)
      for (const next of graph.getModuleInfo(part)?.importedIds ?? []) start.add(next);
    starts.push(start);
  }
  const pagesOf = starts.filter((start) => start.has(id)).length;
  return pagesOf === pages.length ? 'both' : starts[0]!.has(id) ? 'start' : null;
};

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
    rolldownOptions: {
      input: pages,
      output: { codeSplitting: { groups: [{ name: startOf, debugName: 'starts of pages' }] } },
    },
    // The largest chunks are tfjs and three.js, loaded when a screen needs them.
    chunkSizeWarningLimit: 2500,
  },
});
