export type { Keychain } from './encryption.ts';
export { openServices } from './open.ts';
export type { Media, Services } from './service.ts';
