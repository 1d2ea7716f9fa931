import { build } from 'vite';

/** The end-to-end tests drive the interface as it ships. */
export default async function setup(): Promise<void> {
  await build({ logLevel: 'warn' });
}
