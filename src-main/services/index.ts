export { openServices } from './open.ts';
export type { Media, Services } from './service.ts';
