import { defineConfig } from 'vitest/config';

/** Tests of the app as it ships: they drive the built interface, or serve it. */
const built = ['test/e2e/**/*.test.ts', 'test/package/**/*.test.ts', 'test/web/host.test.ts'];
/** Tests of what computes without libraries, processes and modules in the place of others: they can share their modules. */
const pure = [
  'test/{clustering,errors,labels,losses,quality,recognition,renderer,review,sphere,sweeps,training}/**/*.test.ts',
  'test/{counted,vectors}.test.ts',
];

export default defineConfig({
  test: {
    // Vision on WASM and a browser share two cores on a small machine.
    maxWorkers: 2,
    globalSetup: 'test/helpers/temporary-folders.ts',
    projects: [
      {
        extends: true,
        test: { name: 'modules', include: ['test/**/*.test.ts'], exclude: [...built, ...pure] },
      },
      // Modules are loaded once a worker, which saves most of the time of a short file.
      { extends: true, test: { name: 'pure modules', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'components',
          include: ['test/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: 'test/helpers/unmount.ts',
        },
      },
      {
        extends: true,
        test: { name: 'app', include: built, globalSetup: 'test/helpers/build-renderer.ts' },
      },
    ],
    // A limit ends what hangs, and says nothing of speed: on a busy machine a window is drawn in many times the usual time.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
