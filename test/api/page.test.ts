/** The page to try the interface on, in a browser: it works within its policy, and asks nothing of any other machine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../helpers/api.ts';
import { openBrowser, openPage } from '../helpers/browser.ts';

const browser = await openBrowser();
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await browser?.close();
  await api.close();
});

test('its policy lets in nothing from elsewhere, and no script or style from text', async () => {
  for (const path of ['/', '/try.js', '/swagger-ui.css', '/swagger-ui-bundle.js', '/openapi.json']) {
    const { status, headers } = await api.ask('GET', path, { token: null });
    expect([path, status]).toEqual([path, 200]);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  for (const path of ['/package.json', '/swagger-ui.js', '/index.html', '/../package.json'])
    expect([path, (await api.ask('GET', path, { token: null })).status]).toEqual([path, 401]);
});

test.skipIf(browser === null)('shows what can be asked, and asks it with a token', async () => {
  const problems: string[] = [];
  const page = await openPage(browser!, `${api.host.address}/`, problems);
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByRole('textbox', { name: 'auth-bearer-value' }).fill(api.token());
  await page.getByRole('button', { name: 'Apply credentials' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.locator('#operations-people-listPeople').getByRole('button').first().click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.getByText('"people": []').first().waitFor();
  // What it shows is its own: nothing was asked for elsewhere, and nothing refused.
  expect(problems).toEqual([]);
  await page.close();
});
