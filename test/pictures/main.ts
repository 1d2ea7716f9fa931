/**
 * `npm run pictures`: the pictures of docs/USING.md, of the built app on the bundled demo photos.
 * `npm run pictures -- people verify` makes only these. `--material DIR` keeps what was read from the photos between calls.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { startWebHost } from '../../src-main/web/index.ts';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { cameraFlags } from '../helpers/camera.ts';
import { type Material, prepareMaterial } from './library.ts';
import { scenes } from './scenes.ts';

const target = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

const program = new Command('pictures')
  .description('the pictures of docs/USING.md, of the built app')
  .argument('[names...]', `which; all by default: ${Object.keys(scenes).join(', ')}`)
  .option('--material <folder>', 'keeps what was read from the photos between calls')
  .action(takePictures);

async function takePictures(names: string[], { material }: { material?: string }): Promise<void> {
  const unknown = names.filter((name) => !(name in scenes));
  if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}.`);
  const work = await mkdtemp(join(tmpdir(), 'tammes-pictures-'));
  await mkdir(target, { recursive: true });
  try {
    const prepared = await prepareMaterial(material ?? join(work, 'material'));
    // Its name is in a picture.
    const fresh = join(work, 'New photos');
    await cp(prepared.fresh, fresh, { recursive: true });
    const browser = await openBrowser('software', await cameraFlags(prepared.held[2]![1]!, work));
    if (browser === null) throw new Error('The pictures need Chromium.');
    // What is changed for the pictures is changed in a copy.
    const library = join(work, 'Family');
    await cp(prepared.library, library, { recursive: true });
    const services = { full: await open(library), empty: await open(join(work, 'Empty')) };
    const hosts = {
      full: await startWebHost(services.full, { port: 0 }),
      empty: await startWebHost(services.empty, { port: 0 }),
    };
    for (const [name, { library = 'full', show }] of Object.entries(scenes)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const problems: string[] = [];
      const page = await openPage(browser, hosts[library].newAddress(), problems);
      page.setDefaultTimeout(60_000);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      try {
        await show({ page, services: services[library], material: { ...prepared, fresh } });
        await save(page, name);
      } catch (error) {
        problems.push(String(error));
      }
      await page.close();
      if (problems.length > 0) process.exitCode = 1;
      process.stderr.write(`${[name, ...problems].join('\n  ')}\n`);
    }
    await browser.close();
    for (const kind of ['full', 'empty'] as const) {
      await hosts[kind].close();
      await services[kind].close();
    }
  } finally {
    await rm(work, { recursive: true });
  }
}

const open = (library: string): Promise<Services> => openServices({ library, host: 'web', folders: ['/'] });

async function save(page: Page, name: string): Promise<void> {
  // The pointer would leave a tooltip.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  // Those out of sight are not loaded before they are scrolled to.
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => {});
  const png = await page.screenshot({ animations: 'disabled' });
  await sharp(png)
    .webp({ quality: 82, effort: 6 })
    .toFile(join(target, `${name}.webp`));
}

export type Scene = {
  /** The library that is shown; `full` by default. */
  library?: 'full' | 'empty';
  /** Makes the page what the picture shows. */
  show(stage: { page: Page; services: Services; material: Material }): Promise<void>;
};

await program.parseAsync();
