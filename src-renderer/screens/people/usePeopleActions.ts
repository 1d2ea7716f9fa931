import {
  IconArrowMerge,
  IconEraser,
  IconEye,
  IconEyeOff,
  IconFileExport,
  IconUserOff,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Person } from '../../../src-shared/contract/index.ts';
import { type Action, useActions } from '../../app/actions.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { screenKey, useGridKeys, useKnownKeys } from '../../app/known-keys.ts';
import { useMessages } from '../../app/language.tsx';

const keys = { merge: 'M', hide: 'H', ignore: 'I' };

/** What opens a dialog; each must keep its identity. */
interface PeopleDialogs {
  merge(people: readonly Person[]): void;
  exports(person: Person): void;
  forget(person: Person): void;
}

/** What can be done with the people that are selected, by button, by key and from the palette. */
export function usePeopleActions(
  people: readonly Person[],
  { merge, exports, forget }: PeopleDialogs,
): readonly Action[] {
  const { people: words, forget: forgetWords } = useMessages();
  const change = useChange();
  const all = people.length > 0 && people.every(({ hidden }) => hidden);
  const actions = useMemo((): Action[] => {
    if (people.length === 0) return [];
    const update = async (fields: { hidden?: boolean; ignored?: boolean }) => {
      for (const { id } of people)
        await change(() => bridge.call('people.update', { personId: id, ...fields }));
    };
    const ignored = people.every((person) => person.ignored);
    return [
      ...(people.length > 1
        ? [
            {
              id: 'merge',
              group: 'screen' as const,
              label: words.merge,
              icon: IconArrowMerge,
              keys: keys.merge,
              run: () => merge(people),
            },
          ]
        : []),
      {
        id: 'hide',
        group: 'screen',
        label: all ? words.unhide : words.hide,
        icon: all ? IconEye : IconEyeOff,
        keys: keys.hide,
        run: () => void update({ hidden: !all }),
      },
      {
        id: 'ignore',
        group: 'screen',
        label: ignored ? words.unignore : words.ignore,
        icon: IconUserOff,
        keys: keys.ignore,
        run: () => void update({ ignored: !ignored }),
      },
      // One at a time, and no key: the latter cannot be undone.
      ...(people.length === 1
        ? [
            {
              id: 'export-person',
              group: 'screen' as const,
              label: words.export.action,
              icon: IconFileExport,
              run: () => exports(people[0]!),
            },
            {
              id: 'forget',
              group: 'screen' as const,
              label: forgetWords.action,
              icon: IconEraser,
              run: () => forget(people[0]!),
            },
          ]
        : []),
    ];
  }, [people, words, forgetWords, change, merge, exports, forget, all]);
  useActions(actions);
  usePeopleKeys();
  return actions;
}

/** What the sheet of shortcuts has while nobody is selected, too. */
function usePeopleKeys(): void {
  const { people: words, tags } = useMessages();
  useGridKeys();
  useKnownKeys(
    useMemo(
      () => [
        screenKey('merge', words.merge, keys.merge),
        screenKey('hide', words.hide, keys.hide),
        screenKey('ignore', words.ignore, keys.ignore),
        screenKey('tag', tags.tag, 'T'),
      ],
      [words, tags],
    ),
  );
}
