import { build } from 'vite';

/** The end-to-end tests drive the interface as it ships. */
export default async function setup(): Promise<void> {
  // Vitest says `test`, with which React would be built for development, several times slower.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ logLevel: 'warn' });
  process.env.NODE_ENV = NODE_ENV;
}
