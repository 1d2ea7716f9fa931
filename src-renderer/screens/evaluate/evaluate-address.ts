/** What the screen shows, as it lies in the address. */
import type { EvaluationSettings } from '../../../src-shared/contract/index.ts';
import { query } from '../../app/address.ts';

export const evaluateParts = {
  /** The evaluation that is looked at; without one, the newest. */
  evaluation: query.number(),
  /** The head whose details are shown, by its place. */
  head: query.number(),
  /** The evaluation that it is compared with, and the heads of it and of the other one, by their places. */
  with: query.number(),
  pair: query.numbers(),
  curve: query.oneOf('roc', 'det'),
  source: query.oneOf('search', 'pairs'),
  list: query.oneOf('hardest', 'failures'),
  /** Row and column of the table of confusions. */
  cell: query.numbers(),
  /** The figure whose faces are shown, as `openKey` names it; empty: none. */
  open: query.text(),
  // What is evaluated next; without a value, what is usual.
  protocol: query.oneOf('open-set', 'holdout', 'pairs', 'folders', 'list', 'templates'),
  name: query.text(),
  heads: query.numbers(),
  unknown: query.number(),
  each: query.number(),
  draws: query.number(),
  /** Paths of folders and of lists, where heads are judged on photos beside the library. */
  gallery: query.text(),
  probes: query.text(),
  strangers: query.text(),
  pairsList: query.text(),
  images: query.text(),
  templates: query.text(),
  templatePairs: query.text(),
  templatePhotos: query.text(),
  /** What groups of these photos are formed by, and the table that says of each photo to which it belongs; empty: none. */
  photosBy: query.text(),
  columns: query.text(),
  /** Only people whom no head was trained on. */
  unseen: query.flag(),
  /** What groups are formed by; empty: none are. */
  by: query.text(),
};

type ValueOf<P> = P extends { read(text: string | null): infer T } ? T : never;
export type EvaluateState = {
  readonly [K in keyof typeof evaluateParts]: ValueOf<(typeof evaluateParts)[K]>;
};
export type SetState = (change: Partial<EvaluateState>, options?: { replace?: boolean }) => void;

/** What photos beside the library are named by, in each protocol. */
export const outsideFields = {
  'open-set': [],
  holdout: [],
  pairs: [],
  folders: ['gallery', 'probes', 'strangers', 'columns'],
  list: ['pairsList', 'images', 'columns'],
  templates: ['templates', 'templatePairs', 'templatePhotos'],
} as const satisfies Record<EvaluateState['protocol'], readonly (keyof EvaluateState)[]>;
export type OutsideField = (typeof outsideFields)[EvaluateState['protocol']][number];

/** What is usual: half of the people are strangers. */
export const usual = { unknown: 50, each: 2, draws: 10 } as const;

/** What the state asks for; null if folders or lists are not named yet. */
export function settingsOf(state: EvaluateState): EvaluationSettings | null {
  const { protocol, gallery, probes, strangers, pairsList, images, unseen } = state;
  const { templates, templatePairs, templatePhotos } = state;
  const by = state.by || null;
  const grouping = { by: state.photosBy || null, columns: state.columns || null };
  const [each, draws] = [state.each ?? usual.each, state.draws ?? usual.draws];
  switch (protocol) {
    case 'folders':
      return gallery && probes && strangers ? { protocol, gallery, probes, strangers, ...grouping } : null;
    case 'list':
      return pairsList ? { protocol, list: pairsList, images: images || null, ...grouping } : null;
    case 'templates':
      return templates && templatePairs && templatePhotos
        ? { protocol, templates, list: templatePairs, images: templatePhotos }
        : null;
    case 'pairs':
      return { protocol, by, unseen };
    case 'holdout':
      return { protocol, each, draws, by, unseen };
    case 'open-set':
      return { protocol, unknown: (state.unknown ?? usual.unknown) / 100, each, draws, by, unseen };
  }
}
