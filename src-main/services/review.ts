/** The namespace `review`: faces that wait for a decision. */
import type { Doubt, FaceGroup, Output, Suggestion, TwoNames } from '../../src-shared/contract/index.ts';
import { openReviews, type Reviews } from '../review/reviews.ts';
import { commonName } from '../store/corrections.ts';
import { change } from '../store/journal.ts';
import { listPeople } from '../store/people.ts';
import { keepLabel } from '../store/review.ts';
import type { Store } from '../store/store.ts';
import { twoNamedPhotos } from '../store/two-names.ts';
import type { Handlers } from './handlers.ts';
import { ensurePretrained } from './heads.ts';

/** How long an answer may wait for work on what has changed, milliseconds: a window then shows the new state at once. */
const patience = 300;

/** The namespace `review`. */
export function reviewHandlers(store: Store, reviews: Reviews): Handlers<'review'> {
  const ask: Reviews['ask'] = async (method, input, wait) => {
    await ensurePretrained(store);
    return reviews.ask(method, input, wait);
  };
  return {
    'review.compare': (input) => ask('review.compare', input, 0),
    // A badge need not wait: it is told when there is something new.
    'review.counts': (input) => ask('review.counts', input, 0),
    'review.groups': (input) => ask('review.groups', input, patience),
    'review.groupFaces': (input) => ask('review.groupFaces', input, patience),
    'review.suggestions': (input) => ask('review.suggestions', input, patience),
    'review.doubtful': (input) => ask('review.doubtful', input, patience),
    'review.twoNames': async ({ offset, limit }) => {
      const all = twoNamedPhotos(store.db);
      return { progress: null, total: all.length, photos: all.slice(offset, offset + limit) };
    },
    'review.keep': async ({ faceId }) => {
      const { entryId } = change(
        store.db,
        () => keepLabel(store.db, faceId),
        () => ({
          action: 'keep-labels',
          parameters: { faces: 1, name: commonName(store.db, [faceId]) },
        }),
      );
      return { entryId };
    },
  };
}

/** How many photos lie under several names. */
export const countTwoNames = ({ db }: Store): number => twoNamedPhotos(db).length;

/** All that waits, with the names of people. */
export interface WholeReview {
  counts: Omit<Output<'review.counts'>, 'progress' | 'stopped'>;
  groups: (FaceGroup & { name: string | null })[];
  suggestions: (Suggestion & { name: string })[];
  /** Doubtful names that are expected to be wrong; null: not known of all. */
  expectedWrong: number | null;
  doubts: (Doubt & { name: string; otherName: string | null })[];
  twoNames: TwoNames[];
}

/** Works all of it out. @param onProgress hears the share that is done. */
export async function reviewAll(
  store: Store,
  onProgress: (share: number | null) => void,
): Promise<WholeReview> {
  await ensurePretrained(store);
  const reviews = openReviews(store.folder, onProgress);
  try {
    const page = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
    const { progress, stopped, ...counts } = await reviews.ask('review.counts', undefined, null);
    const { groups } = await reviews.ask('review.groups', { ...page, faces: 100 }, null);
    const { suggestions } = await reviews.ask('review.suggestions', page, null);
    const { doubts, expected } = await reviews.ask('review.doubtful', page, null);
    const names = new Map(listPeople(store.db).map(({ id, name }) => [id, name]));
    const nameOf = (personId: number) => names.get(personId) ?? '';
    return {
      counts,
      groups: groups.map((one) => ({ ...one, name: one.likely && nameOf(one.likely.personId) })),
      suggestions: suggestions.map((one) => ({ ...one, name: nameOf(one.personId) })),
      expectedWrong: expected,
      doubts: doubts.map((one) => ({
        ...one,
        name: nameOf(one.personId),
        otherName: one.other && nameOf(one.other.personId),
      })),
      twoNames: twoNamedPhotos(store.db),
    };
  } finally {
    await reviews.close();
  }
}
