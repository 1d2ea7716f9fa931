/** `tammes serve --api`: the interface for other programs. */
import type { Command } from 'commander';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { type ApiHost, startApi } from '../api/index.ts';
import type { Services } from '../services/index.ts';
import { reportFailure } from './output.ts';

/** The values of the options below. */
export interface ApiOptions {
  api?: boolean;
  address?: string;
  tlsCert?: string;
  tlsKey?: string;
  behindProxy?: string[];
}

export function addApiOptions(command: Command): Command {
  return command
    .option('--api', 'answer other programs, which need a token: see tammes api token create')
    .option('--address <ip>', 'with --api: where to listen (default: 127.0.0.1)')
    .option('--tls-cert <file>', 'with --api: certificate with its chain, PEM')
    .option('--tls-key <file>', 'with --api: its key, PEM')
    .option('--behind-proxy <names...>', 'with --api: names by which your proxy is asked, which encrypts')
    .addHelpText(
      'after',
      `
Without --api the app is open for a browser. With it programs are answered instead, and a page at / shows and tries what they can ask; both
may run at once on one library, as two commands. Only this machine reaches either, unless --address says otherwise: then --tls-cert and
--tls-key encrypt, or a proxy of yours does, which --behind-proxy says.`,
    );
}

/** @throws TammesError 'api-option-without-api' or 'api-certificate-half' */
export function checkApiOptions({ api, address, tlsCert, tlsKey, behindProxy }: ApiOptions): void {
  const options = {
    '--address': address,
    '--tls-cert': tlsCert,
    '--tls-key': tlsKey,
    '--behind-proxy': behindProxy,
  };
  const given = Object.entries(options).find(([, value]) => value !== undefined);
  if (api !== true && given !== undefined)
    throw new TammesError('api-option-without-api', { option: given[0] });
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new TammesError('api-certificate-half', {});
}

export async function serveApi(
  services: Services,
  {
    library,
    port,
    address = '127.0.0.1',
    tlsCert,
    tlsKey,
    behindProxy,
  }: ApiOptions & { library: string; port: number },
): Promise<ApiHost> {
  const host = await startApi(services, {
    ...{ library, port, address, proxied: behindProxy },
    tls: tlsCert === undefined || tlsKey === undefined ? undefined : { certificate: tlsCert, key: tlsKey },
    onFault: (error) => reportFailure(toFailure(error), error),
  });
  process.stdout.write(
    `Tammes answers programs at ${host.address}/v1, described at ${host.address}/openapi.json\nTry it at ${host.address}/ . Tokens: tammes api token create. Ctrl+C ends it.\n`,
  );
  return host;
}
