import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { writeCrashReport } from '../crash-reports.ts';
import { noteLibrary, recentLibraries } from '../recent-libraries.ts';
import { openServices, type Services } from '../services/index.ts';
import { startWebHost } from '../web/index.ts';
import { libraryOption, stopSignal } from './output.ts';
import { unlock } from './secrets.ts';
import { type ApiOptions, addApiOptions, checkApiOptions, serveApi } from './serve-api.ts';

interface Options extends ApiOptions {
  library: string;
  port: number;
  folders?: string[];
}

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('open the app for a browser on this machine, or answer other programs')
    .addOption(libraryOption())
    .option('--port <number>', 'port; 0 for any free port', parsePort, 0)
    .option(
      '--folders <dir...>',
      'folders below which the app may look for folders of photos (default: your own folder)',
    );
  return addApiOptions(command).action(async (options: Options) => {
    checkApiOptions(options);
    const signal = stopSignal();
    process.on('uncaughtExceptionMonitor', (error) => writeCrashReport('the web host ended', error));
    // Without it the window asks for the passphrase; programs cannot.
    if (options.api === true || process.env.TAMMES_PASSPHRASE_FILE !== undefined)
      await unlock(options.library);
    const services = await openServices({
      library: options.library,
      host: 'web',
      folders: options.folders,
      libraries: { recent: recentLibraries },
      upkeep: true,
    });
    try {
      await noteLibrary(resolve(options.library));
      const host = await (options.api === true
        ? serveApi(services, options)
        : serveWindow(services, options));
      await new Promise((end) => signal.addEventListener('abort', end));
      await host.close();
    } finally {
      await services.close();
    }
  });
}

async function serveWindow(services: Services, { port }: Options): Promise<{ close(): Promise<void> }> {
  const host = await startWebHost(services, { port });
  process.stdout.write(
    `Tammes is at ${host.newAddress()}\nOnly this machine can reach it, and the address works once. Ctrl+C ends it.\n`,
  );
  // For another browser, or another user's.
  if (process.stdin.isTTY)
    process.stdin.on('data', () => process.stdout.write(`Another address: ${host.newAddress()}\n`)).unref();
  return host;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}
