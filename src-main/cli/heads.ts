import { Option } from 'commander';
import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';
import { ensurePretrained } from '../services/heads.ts';
import { listHeads } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

export const headOption = () =>
  new Option('--head <name>', 'a head by its name or number').default('pretrained');

/** @throws TammesError 'bad-input' that lists the heads there are. */
export async function findHead(store: Store, wanted: string): Promise<HeadInfo> {
  await ensurePretrained(store);
  const heads = listHeads(store.db);
  const head = heads.find(({ id, name }) => name === wanted || String(id) === wanted);
  if (head !== undefined) return head;
  throw new TammesError('head-not-named-so', { name: wanted, known: heads.map(({ name }) => name) });
}
