/** What recognition says of a shared gallery. */
import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';
import { findHead } from '../services/heads.ts';
import { countKeptBy, isHeadOfShare, refreshShare } from '../services/share.ts';
import type { Store } from '../store/store.ts';
import { duration } from './output.ts';
import { visible } from './visible.ts';

/**
 * Finds the head to recognise by, when what is new in the library's shared gallery has been taken: with that, another head may have come
 * into use. Says on standard error if nothing can be taken, and recognition goes on with what there is, or if the head is another one.
 */
export async function headForRecognition(store: Store, wanted: string | undefined): Promise<HeadInfo> {
  await freshen(store);
  const head = await findHead(store, wanted);
  if (isHeadOfShare(store, head.id) === false)
    process.stderr.write(
      visible(
        `The other libraries use another head than ${head.name}: their people are not recognised by it.\n`,
      ),
    );
  const kept = countKeptBy(store, head.id);
  if (kept !== null && kept.unrecognised > 0)
    process.stderr.write(
      visible(
        `Of ${counted(kept.faces, 'face', 'faces')} kept from a shared gallery, ${kept.unrecognised} are of another head than ${head.name}: nobody is recognised by them.\n`,
      ),
    );
  return head;
}

async function freshen(store: Store): Promise<void> {
  const now = await refreshShare(store);
  if (now === null || now.failure === null) return;
  const { message } = toEnglish(now.failure);
  const has =
    now.seenAt === null
      ? 'Nobody of the other libraries is known here yet.'
      : `The people of the other libraries are recognised as they were ${ageText(now.seenAt)}.`;
  process.stderr.write(visible(`${message}\n${has}\n`));
}

/** How long ago something was. */
export function ageText(at: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
  const hours = seconds / 3600;
  if (hours < 1) return `${duration(seconds)} ago`;
  return hours < 48 ? `${Math.floor(hours)} h ago` : `${Math.floor(hours / 24)} days ago`;
}
