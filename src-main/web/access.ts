import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Decides which requests come from the browser that was given the address. */
export interface Access {
  /** Secret of this start, for the address that is printed. */
  key: string;
  /** The cookie that stands for the secret from then on. */
  cookie: string;
  /** Whether the address carries the secret. */
  opens(url: URL): boolean;
  /** Why a request is refused; null when it may pass. */
  refusal(request: IncomingMessage): { status: number; reason: string } | null;
}

/**
 * Access by a secret made at each start. A page of another site may send requests to this port, and its name
 * may be made to point at 127.0.0.1: Host and Origin are checked beside the cookie, and a POST needs a header that
 * a form cannot set.
 */
export function createAccess(port: number): Access {
  const key = randomBytes(24).toString('base64url');
  // Cookies do not keep ports apart: the name does.
  const name = `tammes-${port}`;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return {
    key,
    cookie: `${name}=${key}; HttpOnly; SameSite=Strict; Path=/`,
    opens: (url) => equal(url.searchParams.get('key') ?? '', key),
    refusal(request) {
      const { host, origin, cookie } = request.headers;
      if (host === undefined || !hosts.includes(host))
        return { status: 421, reason: 'This is not the address.' };
      if (origin !== undefined && origin !== `http://${host}`) {
        return { status: 403, reason: 'Other sites may not ask.' };
      }
      const given = (cookie ?? '')
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${name}=`));
      if (!equal(given?.slice(name.length + 1) ?? '', key)) {
        return { status: 401, reason: 'Open the address that `tammes serve` printed.' };
      }
      if (request.method === 'POST' && request.headers['x-tammes'] !== '1') {
        return { status: 403, reason: 'Only the app may ask.' };
      }
      return null;
    },
  };
}

/** In a time that does not tell how much is right. */
function equal(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
