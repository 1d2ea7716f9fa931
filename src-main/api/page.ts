/** The page to try the interface on: Swagger UI, whose files lie in its package. It asks nothing of any other machine. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders: Readonly<Record<string, string>> = { 'Content-Security-Policy': policy };

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tammes for other programs</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="swagger-ui.css">
<div id="page"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="try.js"></script>
</html>
`;

/** No validator, which would be asked elsewhere. The token stays in the page's memory. */
const script = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#page',
  deepLinking: false,
  validatorUrl: null,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
`;

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };
const packaged: Readonly<Record<string, string>> = {
  '/swagger-ui.css': types.css,
  '/swagger-ui-bundle.js': types.js,
};

/** A file of the page; null: there is none. */
export async function pageFile(path: string): Promise<{ type: string; body: string | Uint8Array } | null> {
  if (path === '/') return { type: 'text/html; charset=utf-8', body: html };
  if (path === '/try.js') return { type: types.js, body: script };
  const type = Object.hasOwn(packaged, path) ? packaged[path] : undefined;
  if (type === undefined) return null;
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  return { type, body: await readFile(join(folder, path)) };
}
