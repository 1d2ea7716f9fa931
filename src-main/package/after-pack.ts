/** What electron-builder asks once the app's files lie where they will: a list of the software that is among them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import type { AfterPackContext } from 'electron-builder';
import { rendererFolder } from '../app-files.ts';
import { billOfMaterials, bundledPackages } from './bill-of-materials.ts';

/** Writes `sbom.cdx.json` (CycloneDX) among the app's resources. */
export default async function writeBill({ packager, appOutDir }: AfterPackContext): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir);
  const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').slice(1),
  );
  const packed = files.flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1] ?? [],
  );
  const bundled = bundledPackages(readFileSync(join(rendererFolder, 'licenses.md'), 'utf8'));
  const bill = await billOfMaterials(new Set([...packed, ...bundled, 'electron']));
  writeFileSync(join(resources, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
}
