/** Bundles the main process for a packaged app, in which Node cannot strip types. */
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // Packages stay as they are: some have native parts, and tfjs must be shared.
  packages: 'external',
  logLevel: 'warning',
};

await build({
  ...common,
  format: 'esm',
  outdir: here('../dist/main'),
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
  outdir: here('../dist/main'),
  outExtension: { '.js': '.cjs' },
  entryPoints: [here('electron/preload.ts'), here('electron/trainer-preload.ts')],
});
