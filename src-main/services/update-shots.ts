/** Compares new photos with the others and joins copies and bursts. */
import { rowProducts } from '../compute/row-products.ts';
import { transaction } from '../store/database.ts';
import { findShots, writeShots } from '../store/shots.ts';
import type { Database } from '../store/sql.ts';
import { inSteps } from './in-steps.ts';

/**
 * Compares photos that were not compared yet, and writes down which are copies or of one burst. A process that ends before that
 * leaves them to the next time.
 */
export async function updateShots(db: Database): Promise<void> {
  const changes = await inSteps(findShots(db, rowProducts), {});
  transaction(db, () => writeShots(db, changes));
}
