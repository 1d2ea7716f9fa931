export { startWebHost, type WebHost } from './host.ts';
