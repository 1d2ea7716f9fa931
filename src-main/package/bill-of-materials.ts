/** A CycloneDX list of the software in the app: npm's own, of which only what ships is left. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { root, version } from '../app-files.ts';

const run = promisify(execFile);

const bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string(), name: z.string() }) }),
  components: z.array(
    z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string(), purl: z.string() }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
export type BillOfMaterials = z.infer<typeof bill>;

/** The packages in the built window, as Vite's list of their licences names them. */
export function bundledPackages(licences: string): string[] {
  return [...licences.matchAll(/^## (\S+) - \S+/gm)].map(([, name]) => name!);
}

/**
 * @param shipped names of packages.
 * @throws Error if npm does not know one of them.
 */
export async function billOfMaterials(shipped: ReadonlySet<string>): Promise<BillOfMaterials> {
  const all = bill.parse(
    JSON.parse(await npm('sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application')),
  );
  // At the top, or within another package where versions differ: only what lies at the top is packed or bundled by name.
  const components = all.components
    .map((component) => ({ ...component, name: realName(component) }))
    .filter(({ name }) => shipped.has(name));
  const known = new Set(components.map(({ name }) => name));
  const unknown = [...shipped].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`npm sbom does not list ${unknown.join(', ')}.`);
  // npm calls the application by its folder.
  const { component } = all.metadata;
  const refs = new Set([component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...component, name: 'tammes', version } },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

/** What a package is called where it comes from: npm lists one that stands for another by the other's name. */
function realName({ name, purl }: { name: string; purl: string }): string {
  const [, own] = /^pkg:npm\/(.+)@[^@]+$/.exec(purl) ?? [];
  return own === undefined ? name : decodeURIComponent(own);
}

/** Runs npm: the one that runs this, where one does. */
async function npm(...args: string[]): Promise<string> {
  const { npm_execpath: script } = process.env;
  const options = { cwd: root, maxBuffer: 64 * 2 ** 20 };
  const { stdout } = await (script?.endsWith('.js')
    ? run(process.execPath, [script, ...args], options)
    : run('npm', args, { ...options, shell: process.platform === 'win32' }));
  return stdout;
}
