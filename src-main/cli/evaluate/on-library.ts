/** `tammes evaluate` on the library's own faces as the window has it: pairs, perhaps group by group, and searches that compare heads or are kept. */
import { type LibrarySettings, librarySettings, parseInput } from '../../../src-shared/contract/index.ts';
import { refuseUngrouped } from '../../services/groups-of-faces.ts';
import { findHead } from '../../services/heads.ts';
import { judge } from '../../services/judge-heads.ts';
import { openStore } from '../../store/store.ts';
import { evaluationText } from '../evaluations.ts';
import { print, progressLine, stopSignal } from '../output.ts';
import { libraryAnswer } from './answers.ts';
import { askedGroupsText } from './groups-text.ts';
import type { Options } from './options.ts';

/** Whether heads are judged on the library as the window judges them. One head alone that searches it, by holdout or among strangers, has figures of its own, with each draw. */
export function isOnLibrary({ protocol, by, keep, head, ...others }: Options): boolean {
  const { pairs, templates, images, gallery, probes, strangers } = others;
  if ((pairs ?? templates ?? images ?? gallery ?? probes ?? strangers) !== undefined) return false;
  if (protocol !== 'pairs') return (by ?? keep) !== undefined || new Set(head).size > 1;
  return true;
}

/** @throws TammesError 'grouping-empty', or as `settingsOf` and `judge` */
export async function runOnLibrary(options: Options): Promise<void> {
  const { by, keep, head, library, json } = options;
  const settings = settingsOf(options);
  const store = openStore(library);
  const line = progressLine('Comparing faces', 100);
  try {
    if (by !== undefined) refuseUngrouped(store.db, by);
    const headIds = new Set<number>();
    for (const wanted of head ?? [undefined]) headIds.add((await findHead(store, wanted)).id);
    const { result } = await judge(store, { headIds: [...headIds], settings }, keep ?? null, {
      signal: stopSignal(),
      onProgress: (share) => line.update(Math.floor(100 * share)),
    });
    line.end();
    const name = keep ?? (settings.protocol === 'pairs' ? 'Pairs of the library' : 'Search of the library');
    print(json, libraryAnswer, result, () =>
      [
        evaluationText({ name, at: new Date().toISOString(), result }),
        // Those that there are stand above.
        ...(result.groups === null ? askedGroupsText(result.heads, null, by ?? null) : []),
        ...(keep === undefined ? [] : ['', `Kept as ${keep}: see tammes evaluations.`]),
      ].join('\n'),
    );
  } finally {
    line.end();
    store.close();
  }
}

/** @throws TammesError that names the option and what it may be. */
export function settingsOf({
  protocol,
  enrolled: each,
  draws,
  unknown,
  by,
  unseen,
}: Options): LibrarySettings {
  return parseInput(librarySettings, { protocol, each, draws, unknown, by: by ?? null, unseen }, 'Options');
}
