import { IconTagOff, IconUserCheck, IconUserOff, IconUserX } from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import type { Person } from '../../../src-shared/contract/index.ts';
import { type Action, useActions } from '../../app/actions.ts';
import { screenKey, useGridKeys, useKnownKeys } from '../../app/known-keys.ts';
import { useMessages } from '../../app/language.tsx';
import type { FaceChanges } from './useFaceChanges.ts';

const keys = { name: 'N', ignore: 'I', unname: 'U', reject: 'X' };

export interface ChosenFaces {
  ids: readonly number[];
  /** Whose they all are, as far as is known. */
  person: Person | null;
  /** Whether some have a name. */
  named: boolean;
  /** Whether all are ignored strangers'. */
  ignored: boolean;
}

/**
 * What can be done with the faces that are selected, by button, by key and from the palette.
 * @param picker holds the field that says who they are. @param onDone the faces may be others now.
 */
export function useFaceActions(
  { ids, person, named, ignored }: ChosenFaces,
  changes: FaceChanges,
  picker: RefObject<HTMLElement | null>,
  onDone: () => void,
): readonly Action[] {
  const { library: words, tags } = useMessages();
  const buttons = useMemo((): Action[] => {
    if (ids.length === 0) return [];
    const then = (done: Promise<boolean>) => void done.then((is) => is && onDone());
    const group = 'screen' as const;
    const ignore: Action = {
      id: 'ignore-faces',
      group,
      label: ignored ? words.noLongerIgnore : words.ignore,
      icon: IconUserOff,
      keys: keys.ignore,
      run: () => then(changes.ignore(ids, !ignored)),
    };
    if (!named) return [ignore];
    const unname: Action = {
      id: 'remove-name',
      group,
      label: words.removeName,
      icon: IconTagOff,
      keys: keys.unname,
      run: () => then(changes.unname(ids)),
    };
    if (person === null) return [unname];
    return [
      {
        id: 'not-this-person',
        group,
        label: words.notThis(person.name),
        icon: IconUserX,
        keys: keys.reject,
        run: () => then(changes.reject(ids, person.id)),
      },
      unname,
      {
        id: 'recognise-by-these',
        group,
        label: words.onlyBy(person.name),
        icon: IconUserCheck,
        run: () => void changes.choose(ids, person.id),
      },
    ];
  }, [ids, person, named, ignored, words, changes, onDone]);
  const all = useMemo((): Action[] => {
    if (ids.length === 0) return [];
    const run = () => picker.current?.querySelector('input')?.focus();
    return [{ id: 'name-faces', group: 'screen', label: words.focusName, keys: keys.name, run }, ...buttons];
  }, [ids, words, picker, buttons]);
  useActions(all);
  useGridKeys();
  useKnownKeys(
    useMemo(
      () => [
        screenKey('name-faces', words.focusName, keys.name),
        screenKey('ignore-faces', words.ignore, keys.ignore),
        screenKey('not-this-person', words.notThisPerson, keys.reject),
        screenKey('remove-name', words.removeName, keys.unname),
        screenKey('tag', tags.tag, 'T'),
      ],
      [words, tags],
    ),
  );
  return buttons;
}
