/** What `npm run package` makes, looked at from outside. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { BrowserServer } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rendererFolder, root, version } from '../../src-main/app-files.ts';
import refusePlaceholders, { placeholders } from '../../src-main/package/before-pack.ts';
import { type BillOfMaterials, bundledPackages } from '../../src-main/package/bill-of-materials.ts';
import { openBrowserServer } from '../helpers/browser.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { orlFolder } from '../helpers/orl.ts';
import { hasStrace, noteSockets, socketCalls } from '../helpers/strace.ts';
import { hasUsearch } from '../helpers/usearch.ts';
import budget from './budget.json' with { type: 'json' };
import { type Packed, pack, sevenZip, unpack } from './packed.ts';
import { runPacked } from './run-packed.ts';

const run = promisify(execFile);
/** The letter of a fuse that is on. */
const enabled: number = '1'.charCodeAt(0);

/** All packages of npm that the app loads, and nothing else may be packed. */
const expected = [
  ...['colour', 'sharp-libvips-linux-x64', 'sharp-linux-x64'].map((name) => `@img/${name}`),
  '@msgpack/msgpack',
  ...['', '-backend-cpu', '-backend-wasm', '-backend-webgl', '-converter', '-core', '-data', '-layers'].map(
    (part) => `@tensorflow/tfjs${part}`,
  ),
  ...[
    '@vladmandic/face-api',
    'better-sqlite3-multiple-ciphers',
    'csv-parse',
    'detect-libc',
    'fflate',
    'hyparquet',
    'hyparquet-writer',
    'libheif-js',
    'long',
    'node-fetch',
    'onnxruntime-common',
    'onnxruntime-node',
    'postgres',
    'pure-rand',
  ],
  ...[
    'safe-buffer',
    'saxes',
    'seedrandom',
    'semver',
    'sharp',
    'string_decoder',
    'tr46',
    'webidl-conversions',
  ],
  ...['whatwg-url', 'xmlchars', 'zod'],
  ...(hasUsearch ? ['bindings', 'file-uri-to-path', 'node-gyp-build', 'usearch'] : []),
];

const packsHere = process.platform === 'linux' && process.arch === 'x64';
let packed: Packed;
beforeAll(async () => {
  if (packsHere) packed = await pack();
}, 300_000);

describe.skipIf(!packsHere)('the package', () => {
  /** Paths in the archive of the app, and which of these lie beside it. */
  let files: { path: string; bytes: number; unpacked: boolean }[];
  const beside = (path: string) => readFileSync(join(packed.resources, path), 'utf8');
  const packages = () =>
    files.flatMap(({ path }) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1] ?? []);

  beforeAll(() => {
    const archive = join(packed.resources, 'app.asar');
    files = listPackage(archive, { isPack: false }).flatMap((path) => {
      const found = statFile(archive, path.slice(1));
      return 'size' in found
        ? [{ path: path.slice(1), bytes: found.size, unpacked: found.unpacked === true }]
        : [];
    });
  });

  test('has the app, the demo and the licences, and of npm’s packages those that it loads', () => {
    const tops = new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')));
    expect([...tops].filter((top) => !top.startsWith('node_modules/')).sort()).toEqual([
      'LICENSE',
      'assets/demo',
      'assets/licenses',
      'assets/self-check.json',
      'assets/story',
      'dist/kernels.wasm',
      'dist/main',
      'dist/renderer',
      'package.json',
    ]);
    expect(packages().sort()).toEqual([...expected].sort());
    const others = files.filter(({ path }) =>
      /\.(map|[cm]?ts|tsbuildinfo|h|cc|o|tsx)$|\/(test|tests|src)\/(?!long)/.test(path),
    );
    // Packages that are published as their sources.
    const asSources = /^node_modules\/(long\/src\/long|(hyparquet(-writer)?|postgres)\/src\/[a-z-]+)\.js$/;
    expect(others.filter(({ path }) => !asSources.test(path))).toEqual([]);
  });

  test('keeps beside its archive what the system loads, what the LGPL lets people replace, and licences', () => {
    const unpacked = new Set(
      files.filter((file) => file.unpacked).map(({ path }) => path.split('/').slice(0, 2).join('/')),
    );
    expect([...unpacked].sort()).toEqual([
      'assets/licenses',
      'node_modules/@img',
      'node_modules/libheif-js',
      'node_modules/onnxruntime-node',
      'node_modules/sharp',
      ...(hasUsearch ? ['node_modules/usearch'] : []),
    ]);
    for (const { path, unpacked } of files)
      expect(existsSync(join(packed.resources, 'app.asar.unpacked', path)), path).toBe(unpacked);
  });

  test('stays within its budget', () => {
    const mib = (chosen: typeof files) => chosen.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;
    const isDemo = ({ path }: { path: string }) => path.startsWith('assets/demo/');
    const archived = files.filter(({ unpacked }) => !unpacked);
    const sizes = {
      'app.asar without demo photos': mib(archived.filter((file) => !isDemo(file))),
      'demo photos': mib(archived.filter(isDemo)),
      'app.asar.unpacked': mib(files.filter(({ unpacked }) => unpacked)),
      ...(sevenZip && { 'tar.gz': statSync(join(packed.release, 'tammes-0.1.0.tar.gz')).size / 2 ** 20 }),
    };
    for (const [part, size] of Object.entries(sizes)) {
      expect(size, part).toBeLessThan(budget[part as keyof typeof sizes]!);
      // What shrank by a third has a smaller budget now.
      expect(size, part).toBeGreaterThan(budget[part as keyof typeof sizes]! / 1.5);
    }
  });

  test('has fuses that let it open only its own archive, and never run as Node', async () => {
    const wire = await getCurrentFuseWire(join(packed.folder, 'tammes'));
    const on = Object.keys(wire).filter((fuse) => wire[fuse as unknown as FuseV1Options] === enabled);
    expect(on.map((fuse) => FuseV1Options[Number(fuse)])).toEqual([
      'EnableCookieEncryption',
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
    ]);
    expect(Object.keys(wire)).toHaveLength(9);
  });

  test('has a licence for all that is in it', () => {
    const own = (name: string) =>
      files.some(({ path }) => new RegExp(`^node_modules/${name}/LICEN[CS]E(\\.\\w+)?$`).test(path));
    const texts = beside('app.asar.unpacked/assets/licenses/npm-packages.txt');
    for (const name of expected.filter((name) => !own(name) && !name.startsWith('@img/sharp-libvips')))
      expect(texts, name).toMatch(
        new RegExp(`(^|[ ,])${name.replace('@tensorflow/tfjs-', 'tfjs-')}[ ,]`, 'm'),
      );
    expect(beside('app.asar.unpacked/assets/licenses/lgpl-3.0.txt')).toContain(
      'GNU LESSER GENERAL PUBLIC LICENSE',
    );
    expect(beside('app.asar.unpacked/assets/licenses/gpl-3.0.txt')).toContain('GNU GENERAL PUBLIC LICENSE');
    expect(beside('licenses/sharp-libvips-linux-x64/README.md')).toContain('| libvips       | LGPLv3');
    expect(readdirSync(packed.folder)).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    );
  });

  test('lists the software that is in it, with versions', () => {
    const bill = JSON.parse(beside('sbom.cdx.json')) as BillOfMaterials;
    expect(bill.metadata.component).toMatchObject({ type: 'application', name: 'tammes', version });
    const bundled = bundledPackages(readFileSync(join(rendererFolder, 'licenses.md'), 'utf8'));
    expect(bundled).toEqual(expect.arrayContaining(['react', 'three', '@mantine/core']));
    const listed = bill.components.map(({ name }) => name);
    expect(new Set(listed)).toEqual(new Set([...expected, ...bundled, 'electron']));
    const versionOf = (name: string) =>
      JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
    for (const name of new Set(listed))
      expect(bill.components.filter((one) => one.name === name).map((one) => one.version)).toContain(
        versionOf(name),
      );
  });

  test.skipIf(sevenZip === null)('is the same in its folder and in each archive', async () => {
    const inFolder = readdirSync(packed.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(packed.folder.length + 1))
      // Which a deb is given after the archives are made.
      .filter((path) => path !== 'resources/apparmor-profile');
    const archive = (kind: string) => join(packed.release, `tammes-${version}.${kind}`);
    const { stdout: tar } = await run('tar', ['-tzf', archive('tar.gz')]);
    const { stdout: zip } = await run(sevenZip!, ['l', '-ba', '-slt', archive('zip')], {
      maxBuffer: 2 ** 24,
    });
    const inTar = tar.split('\n').filter((line) => line !== '' && !line.endsWith('/'));
    const inZip = zip
      .split(/\n\n/)
      .flatMap((entry) => (/Folder = -/.test(entry) ? (/Path = (.*)/.exec(entry)?.[1] ?? []) : []));
    expect(inTar.map((path) => path.replace(/^tammes-[^/]+\/(\.\/)?/, '')).sort()).toEqual(inFolder.sort());
    expect(inZip.sort()).toEqual(inFolder.sort());
  });

  test('has checksums of each artifact', () => {
    const lines = readFileSync(join(packed.release, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    const sums = Object.fromEntries(lines.map((line) => line.split('  ').reverse() as [string, string]));
    expect(Object.keys(sums).sort()).toEqual(
      [
        `Tammes-${version}.AppImage`,
        ...(sevenZip ? [`tammes-${version}.tar.gz`, `tammes-${version}.zip`] : []),
        `tammes_${version}_amd64.deb`,
      ].sort(),
    );
    for (const [name, sum] of Object.entries(sums)) {
      const hash = createHash('sha256')
        .update(readFileSync(join(packed.release, name)))
        .digest('hex');
      expect(hash).toBe(sum);
    }
  });

  test('is asked of fpm as a Debian package with its maintainer, icons and an entry in the menu', () => {
    const { args, files, desktop } = JSON.parse(
      readFileSync(join(packed.release, `tammes_${version}_amd64.deb`), 'utf8'),
    ) as { args: string[]; files: [string, string][]; desktop: string };
    const option = (name: string) => args[args.indexOf(`--${name}`) + 1];
    const { author, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(option('maintainer')).toBe(`${author.name} <${author.email}>`);
    expect([option('url'), option('license'), option('category')]).toEqual([homepage, 'MIT', 'science']);
    const to = files.map(([, path]) => path);
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
      expect(to).toContain(`/usr/share/icons/hicolor/${size}x${size}/apps/tammes.png`);
    expect(to).toContain('/usr/share/applications/tammes.desktop');
    expect(desktop).toMatch(/^Exec=\/opt\/Tammes\/tammes %U$/m);
    expect(desktop).toMatch(/^Categories=Science;$/m);
  });

  test('is asked of mksquashfs as an AppImage that keeps Chromium’s sandbox', () => {
    const image = readFileSync(join(packed.release, `Tammes-${version}.AppImage`), 'utf8');
    const { desktop, files } = JSON.parse(/\{.*\}/.exec(image)![0]) as { desktop: string; files: string[] };
    expect(desktop).toMatch(/^Exec=AppRun %U$/m);
    expect(desktop).toMatch(/^StartupWMClass=tammes$/m);
    expect(files).toEqual(
      expect.arrayContaining(['AppRun', 'tammes', 'tammes.desktop', 'tammes.png', '.DirIcon']),
    );
  });

  test('fetches no updates: nothing says where from', () => {
    const all = readdirSync(packed.release, { recursive: true, encoding: 'utf8' });
    expect(all.filter((path) => /app-update\.yml|latest.*\.yml|\.blockmap$/.test(path))).toEqual([]);
  });
});

describe.skipIf(!packsHere)('the packaged app', () => {
  let server: BrowserServer | null;
  let app: string;
  beforeAll(async () => {
    server = await openBrowserServer();
    app = await unpack(packed);
  });
  afterAll(() => server?.close());

  test('finds faces, trains and recognises, from its archive alone and with nothing asked of elsewhere', {
    timeout: 300_000,
  }, async ({ skip }) => {
    if (server === null) return skip();
    const library = await temporaryFolder();
    const sockets = join(library, 'sockets');
    const photos = await someDemoPeople(['s01', 's02', 's03', 's07'], [1, 2, 3]);
    const ended = await runPacked({
      app,
      endpoint: server.wsEndpoint(),
      script: 'main-job.ts',
      args: ['--library', library],
      ...(hasStrace && { under: noteSockets(sockets) }),
      env: { TAMMES_TEST_PHOTOS: photos, TAMMES_TEST_PROBE: join(orlFolder, 's01', '10.png') },
    });
    expect(ended).toEqual({
      answer: {
        counts: '4 people, 12 photos, 12 faces',
        worth: 'What cosface-1 is worth',
        recognised: 's01',
        developerTools: false,
      },
      problems: [],
      code: 0,
      errors: [],
      relaunched: ['--library', '/another'],
    });
    expect(readdirSync(library)).toContain('library.db');
    if (!hasStrace) return;
    // The double's own line to the browser, which Electron has within.
    const { loopback, others } = await socketCalls(sockets);
    const { port } = new URL(server.wsEndpoint());
    expect(others).toEqual([]);
    expect(loopback.length).toBeGreaterThan(0);
    for (const line of loopback) expect(line).toMatch(new RegExp(`connect\\(.*htons\\(${port}\\)`));
  });
});

describe('placeholders in package.json', () => {
  const context = (electronDist: string | null, ...names: string[]) =>
    ({
      packager: { config: { electronDist } },
      targets: names.map((name) => ({ name })),
    }) as unknown as Parameters<typeof refusePlaceholders>[0];

  test('are addresses that nobody can own', () => {
    const real = { homepage: 'https://tammes.org/example', author: { email: 'a@tammes.org' } };
    expect(placeholders(real)).toEqual([]);
    expect(placeholders({ ...real, homepage: 'https://tammes.example/' })).toEqual(['homepage']);
    expect(placeholders({ ...real, author: { email: 'a@tammes.example' } })).toEqual(['author.email']);
  });

  test('end the build of what is handed out, and not that of a folder to try', () => {
    expect(() => refusePlaceholders(context(null, 'dir', 'deb', 'nsis'))).toThrow(
      /homepage and author\.email are placeholders .* deb, nsis .* --dir/,
    );
    expect(() => refusePlaceholders(context(root, 'zip'))).toThrow('placeholders');
    refusePlaceholders(context(null, 'dir'));
  });
});
