/** Where a file may run is said by where it lies; imports point one way. See ARCHITECTURE.md. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      { pathNot: '^node_modules' },
      { circular: true },
      'Cycles make it unclear who rests on whom.',
    ),
    forbid(
      'shared-runs-anywhere',
      { path: '^src-shared' },
      { path: '^(src-main|src-renderer)' },
      'Shared code knows neither side.',
    ),
    forbid(
      'shared-without-node',
      { path: '^src-shared' },
      { dependencyTypes: ['core'] },
      'Shared code runs in the window, too.',
    ),
    forbid(
      'shared-without-hosts',
      { path: '^src-shared' },
      { path: 'node_modules/(electron|react|react-dom|three|sharp)/' },
      'Shared code knows no host.',
    ),
    forbid(
      'renderer-to-shared',
      { path: '^src-renderer' },
      { path: '^src-main' },
      'The interface reaches main through the contract only.',
    ),
    forbid(
      'renderer-without-node',
      { path: '^src-renderer' },
      { dependencyTypes: ['core'], pathNot: '^$' },
      'The window has no Node.',
    ),
    forbid('main-to-shared', { path: '^src-main' }, { path: '^src-renderer' }, 'Main knows no interface.'),
    forbid(
      'hosts-call-services',
      { path: '^src-main/(electron|web|api|cli)' },
      {
        path: '^src-main/(store|compute|vision|formats|photos|labels)',
        // What a host opens and hands to the services: a library, the processes that read photos or train, a backend. The
        // sample photos of the demo lie beside the models.
        pathNot: '^src-main/(store/store|vision/(pool|models)|compute/(backend|choose-backend|child))\\.ts$',
      },
      'The app, the web host, the interface for programs and the command line call services, which call the rest.',
    ),
    forbid(
      'api-alone',
      { path: '^src-main/(electron|web|services|gallery|review|store)' },
      { path: '^src-main/api' },
      'Only the command line starts the interface for programs.',
    ),
    forbid(
      'api-calls-services',
      { path: '^src-main/api' },
      { path: '^src-main/(electron|cli|store|gallery|review|web/(?!index\\.ts))' },
      'The interface for programs calls services; of the web host it takes only what counts the bytes of bodies.',
    ),
    forbid(
      'api-through-index',
      { path: '^src-main', pathNot: '^src-main/api' },
      { path: '^src-main/api/(?!index\\.ts)' },
      "A folder's index.ts says what others may use.",
    ),
    forbid(
      'services-above',
      { path: '^src-main/(store|compute|vision|formats|photos|labels)' },
      { path: '^src-main/(services|gallery|review|electron|web|api|cli)' },
      'Services rest on store, compute, vision, formats, photos and labels, not the other way.',
    ),
    forbid(
      'store-computes-nothing',
      { path: '^src-main/store' },
      { path: '^src-main/(compute|vision)' },
      'What the store needs computed is handed to it.',
    ),
    forbid(
      'ground-floor',
      { path: '^src-main/(compute|formats|photos|labels)/' },
      { path: '^src-main/(store|vision)' },
      'Backends, formats, decoders and labels know neither the library nor the vision pool.',
    ),
    forbid(
      'gallery-below-services',
      { path: '^src-main/(gallery|review)' },
      { path: '^src-main/(services|electron|web|api|cli)' },
      'Services rest on the gallery, not the other way.',
    ),
    forbid(
      'review-above-gallery',
      { path: '^src-main/gallery' },
      { path: '^src-main/review' },
      'A review rests on the gallery, not the other way.',
    ),
    forbid(
      'services-below-hosts',
      { path: '^src-main/services' },
      { path: '^src-main/(electron|web|api|cli)' },
      'Hosts are thin layers over the services.',
    ),
    forbid(
      'only-electron-imports-electron',
      { path: '^src-', pathNot: '^src-main/electron' },
      { path: 'node_modules/electron/' },
      'Everything else runs and is tested without Electron.',
    ),
    forbid(
      'folders-through-index',
      { path: '^src-(main|renderer)' },
      {
        path: '^src-shared/(clustering|compute|contract|losses|quality|recognition|sphere|story|training|vision)/(?!index\\.ts)',
      },
      "A folder's index.ts says what others may use.",
    ),
    forbid(
      'shared-folders-through-index',
      { path: '^src-shared/([^/]+)' },
      {
        path: '^src-shared/(clustering|compute|contract|losses|quality|recognition|sphere|story|training|vision)/(?!index\\.ts)',
        pathNot: '^src-shared/$1/',
      },
      "A folder's index.ts says what others may use.",
    ),
    forbid('no-test-in-source', { path: '^src-' }, { path: '^test' }, 'Tests rest on the code.'),
    forbid(
      'resolvable',
      { path: '^(src-|test)' },
      { couldNotResolve: true, pathNot: 'url$|tfjs-node-gpu' },
      'What is imported must be there.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
