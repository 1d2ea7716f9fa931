/** What recognition says of a shared gallery. */
import { toEnglish } from '../../src-shared/errors/index.ts';
import { refreshShare } from '../services/share.ts';
import type { Store } from '../store/store.ts';
import { duration } from './output.ts';
import { visible } from './visible.ts';

/** Takes what is new in the library's shared gallery, and says on standard error if that cannot be: recognition goes on with what there is. */
export async function freshen(store: Store): Promise<void> {
  const now = await refreshShare(store);
  if (now === null || now.failure === null) return;
  const { message } = toEnglish(now.failure);
  const has =
    now.seenAt === null
      ? 'Nobody of the other desks is known here yet.'
      : `The people of the other desks are recognised as they were ${ageText(now.seenAt)}.`;
  process.stderr.write(visible(`${message}\n${has}\n`));
}

/** How long ago something was. */
export function ageText(at: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
  const hours = seconds / 3600;
  if (hours < 1) return `${duration(seconds)} ago`;
  return hours < 48 ? `${Math.floor(hours)} h ago` : `${Math.floor(hours / 24)} days ago`;
}
