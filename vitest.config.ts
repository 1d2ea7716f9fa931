import { defineConfig } from 'vitest/config';

/** Tests of the app as it ships: they drive the built interface, or serve it. */
const built = ['test/e2e/**/*.test.ts', 'test/web/host.test.ts'];

export default defineConfig({
  test: {
    // Vision on WASM and a browser share two cores on a small machine.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'modules', include: ['test/**/*.test.ts'], exclude: built } },
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
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
