import { Command, InvalidArgumentError } from 'commander';
import { openServices } from '../services/index.ts';
import { startWebHost } from '../web/index.ts';
import { libraryOption, stopSignal } from './output.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('open the app for a browser on this machine')
    .addOption(libraryOption())
    .option('--port <number>', 'port on 127.0.0.1; 0 for any free port', parsePort, 0)
    .action(async (options: { library: string; port: number }) => {
      const signal = stopSignal();
      const services = await openServices({ library: options.library, host: 'web' });
      const host = await startWebHost(services, { port: options.port });
      process.stdout.write(`Tammes is at ${host.url}\nOnly this machine can reach it. Ctrl+C ends it.\n`);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await host.close();
      await services.close();
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}
