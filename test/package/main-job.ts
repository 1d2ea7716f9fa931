/** Tammes' main job in the window of a packaged app: a folder, its faces, a short training, and a photo that is recognised. */
import type { Opened } from './boot.ts';

const patience = { timeout: 180_000 };

export default async function mainJob({ page, choose, startAgain, hasRole }: Opened) {
  const { TAMMES_TEST_PHOTOS: photos, TAMMES_TEST_PROBE: probe } = process.env;
  const go = (name: string) =>
    page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click();

  await page.getByRole('heading', { name: 'Who is on your photos?' }).waitFor(patience);
  choose(photos!);
  await page.getByRole('button', { name: 'Choose…' }).click();
  const told = page.getByText(/Photos: \d+ added/);
  await told.waitFor(patience);
  const added = /(\d+) added/.exec((await told.textContent())!)![1]!;
  // They follow the message a moment later.
  await page
    .getByTestId('counts')
    .filter({ hasText: `${added} photos` })
    .waitFor(patience);
  const counts = await page.getByTestId('counts').textContent();

  await go('Train');
  await page.getByLabel('Epochs', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Start training' }).click();
  const verdict = page.getByRole('heading', { name: /^What \S+ is worth$/ });
  await verdict.waitFor(patience);
  const worth = await verdict.textContent();

  await go('Recognise');
  await page.getByLabel('Choose photos').first().setInputFiles(probe!);
  const name = page.getByRole('region', { name: 'Face 1' }).getByRole('heading', { name: /^[^…]+$/ });
  await name.first().waitFor(patience);
  const recognised = await name.first().textContent();
  // Nothing was asked for but the app: it stays as it is.
  startAgain({ library: null });
  startAgain({ library: '/another' });
  return { counts, worth, recognised, developerTools: hasRole('toggleDevTools') };
}
