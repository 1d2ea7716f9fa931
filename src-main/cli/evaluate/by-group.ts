/** `tammes evaluate --by`: the library's own faces, group by group. */
import { TammesError } from '../../../src-shared/errors/index.ts';
import { evaluateByGroup } from '../../services/evaluations.ts';
import { findHead } from '../../services/heads.ts';
import { openStore } from '../../store/store.ts';
import { print, progressLine } from '../output.ts';
import { byGroupAnswer } from './answers.ts';
import { groupsText } from './groups-text.ts';

interface Options {
  protocol: string;
  by?: string;
  unseen?: boolean;
  keep?: string;
  pairs?: string;
  images?: string;
  gallery?: string;
  head?: string[];
  library: string;
  json?: boolean;
}

export async function runByGroup({
  by,
  unseen,
  keep,
  head,
  library,
  json,
  ...others
}: Options): Promise<void> {
  if (others.protocol !== 'pairs' || (others.pairs ?? others.images ?? others.gallery) !== undefined)
    throw new TammesError('groups-need-pairs', {});
  const store = openStore(library);
  const line = progressLine('Comparing faces', 100);
  try {
    const headIds: number[] = [];
    for (const wanted of head ?? [undefined]) headIds.push((await findHead(store, wanted)).id);
    const result = await evaluateByGroup(
      store,
      headIds,
      { by: by!, unseen: unseen === true },
      keep ?? null,
      (share) => line.update(Math.floor(100 * share)),
    );
    line.end();
    print(json, byGroupAnswer, result, () =>
      result.groups === null
        ? 'There are too few pairs of faces, or no groups.'
        : [
            `${result.people} people, ${result.faces} faces.`,
            ...groupsText(result, result.groups),
            ...(keep === undefined ? [] : [`Kept as ${keep}: see tammes evaluations.`]),
          ].join('\n'),
    );
  } finally {
    line.end();
    store.close();
  }
}
