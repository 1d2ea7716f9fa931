import { protocol, type Session } from 'electron';
import { rendererFolder } from '../app-files.ts';
import type { Services } from '../services/index.ts';
import { securityHeaders } from '../web/headers.ts';
import { staticFile } from '../web/static-files.ts';
import { isOwnPage } from './rules.ts';

/** Must be said before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'tammes', privileges }]);
}

/** Answers tammes://app with the built interface and the library's pictures. */
export function serveProtocol(session: Session, services: Services): void {
  session.protocol.handle('tammes', async ({ url, method }) => {
    if (!isOwnPage(url) || method !== 'GET')
      return new Response(null, { status: 403, headers: securityHeaders });
    const path = decodeURIComponent(new URL(url).pathname);
    const media = path.startsWith('/media/')
      ? await services.media(path)
      : await staticFile(rendererFolder, path);
    if (media === null) return new Response(null, { status: 404, headers: securityHeaders });
    const headers = { ...securityHeaders, 'Content-Type': media.type };
    return new Response(media.bytes as Uint8Array<ArrayBuffer>, { headers });
  });
}
