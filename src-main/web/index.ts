export { Bodies } from './bodies.ts';
export { startWebHost, type WebHost } from './host.ts';
