/** Bundles the main process for a packaged app, in which Node cannot strip types. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const outdir = here('../dist/main');

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // Packages stay as they are: some have native parts, and tfjs must be shared.
  packages: 'external',
  logLevel: 'warning',
};

// The shared parts of builds before would be packaged, too.
await rm(outdir, { recursive: true, force: true });
await build({
  ...common,
  format: 'esm',
  outdir,
  // What the threads share is there once. It lies beside them: paths to other files start there.
  splitting: true,
  chunkNames: 'shared-[hash]',
  entryPoints: {
    main: here('electron/main.ts'),
    'gallery-worker': here('gallery/gallery-worker.ts'),
    'review-worker': here('review/review-worker.ts'),
    'upkeep-worker': here('services/upkeep-worker.ts'),
    'templates-worker': here('services/templates-worker.ts'),
    'vectors-worker': here('services/vectors-worker.ts'),
    'evaluate-worker': here('services/evaluate-worker.ts'),
    'trainer-process': here('compute/trainer-process.ts'),
    'vision-worker': here('vision/vision-worker.ts'),
    'heic-worker': here('photos/heic-worker.ts'),
  },
});
// A sandboxed preload must be CommonJS.
await build({
  ...common,
  format: 'cjs',
  outdir,
  outExtension: { '.js': '.cjs' },
  entryPoints: [here('electron/preload.ts'), here('electron/trainer-preload.ts')],
});
