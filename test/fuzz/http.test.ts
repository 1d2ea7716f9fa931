/** A short run of `npm run fuzz -- http`. */
import { expect, test } from 'vitest';
import { hasApiPeers } from '../helpers/api-peers.ts';
import { askAsDescribed } from './http.ts';

test.skipIf(!hasApiPeers)('what the interface for programs describes is what it does', async () => {
  const { requests, operations, faults } = await askAsDescribed(3, 5, ['fuzzing']);
  expect(faults).toEqual([]);
  expect(operations).toBe(15);
  expect(requests).toBeGreaterThan(50);
});
