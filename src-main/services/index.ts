export { openServices } from './open.ts';
export type { Media, ServiceOptions, Services } from './service.ts';
