/** By which names the interface may be asked, and from which pages: a name that was pointed here must not open it. */
import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { TammesError } from '../../src-shared/errors/index.ts';

/** How requests come here. */
export interface Reach {
  port: number;
  /** Of TLS; its names are answered to. Null: in clear. */
  certificate: X509Certificate | null;
  /** Names by which a proxy in front is asked. */
  proxied: readonly string[];
}

/** Of headers that come twice Node takes the first, and others the last. */
const once = ['host', 'origin', 'authorization', 'idempotency-key', 'content-type'];

/** @throws TammesError 'api-request-damaged', 'api-host-unknown' or 'api-origin-refused' */
export function refuseForeign(request: IncomingMessage, reach: Reach): void {
  if (once.some((header) => (request.headersDistinct[header]?.length ?? 0) > 1))
    throw new TammesError('api-request-damaged', { fault: 'header-twice' });
  const { host = '', origin } = request.headers;
  if (!isOwn(host, reach)) throw new TammesError('api-host-unknown', { host });
  const schemes = reach.certificate === null ? ['http', 'https'] : ['https'];
  if (origin !== undefined && !schemes.some((scheme) => origin === `${scheme}://${host}`))
    throw new TammesError('api-origin-refused', { origin });
}

function isOwn(host: string, { port, certificate, proxied }: Reach): boolean {
  const [, name = '', given] = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::(\d+))?$/i.exec(host.toLowerCase()) ?? [];
  if (proxied.includes(name)) return true;
  const standard = certificate === null ? 80 : 443;
  if (Number(given ?? standard) !== port) return false;
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  if (certificate !== null)
    return (isIP(bare) === 0 ? certificate.checkHost(bare) : certificate.checkIP(bare)) !== undefined;
  return bare === 'localhost' || bare === '127.0.0.1' || bare === '::1';
}
