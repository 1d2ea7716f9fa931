import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Decides which requests come from the browser that was given the address. */
export interface Access {
  /** A new secret for an address, which works once. */
  newKey(): string;
  /** The cookie that lets a browser in from then on; no address has its secret. */
  cookie: string;
  /** Whether the address carries a secret that was not used yet; from now on it is. */
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
  const secret = () => randomBytes(24).toString('base64url');
  const session = secret();
  const keys = new Set<string>();
  // Cookies do not keep ports apart: the name does.
  const name = `tammes-${port}`;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return {
    newKey() {
      const key = secret();
      keys.add(key);
      return key;
    },
    cookie: `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    opens(url) {
      const given = url.searchParams.get('key') ?? '';
      const key = [...keys].find((one) => equal(given, one));
      return key !== undefined && keys.delete(key);
    },
    refusal(request) {
      const { host, origin, cookie } = request.headers;
      // Of headers that come twice Node takes the first, and others the last.
      if ([...once].some((header) => (request.headersDistinct[header]?.length ?? 0) > 1))
        return { status: 400, reason: 'A header comes twice.' };
      if (host === undefined || !hosts.includes(host))
        return { status: 421, reason: 'This is not the address.' };
      if (origin !== undefined && origin !== `http://${host}`) {
        return { status: 403, reason: 'Other sites may not ask.' };
      }
      const given = (cookie ?? '')
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${name}=`));
      if (!equal(given?.slice(name.length + 1) ?? '', session)) {
        return {
          status: 401,
          reason:
            'Open the address that `tammes serve` printed. It works once: press Enter there for another.',
        };
      }
      if (request.method === 'POST' && request.headers['x-tammes'] !== '1') {
        return { status: 403, reason: 'Only the app may ask.' };
      }
      return null;
    },
  };
}

const once = ['host', 'origin', 'x-tammes'] as const;

/** In a time that does not tell how much is right. */
function equal(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
