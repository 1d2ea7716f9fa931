import { IconFocusCentered, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Box, LibraryPhoto } from '../../../../src-shared/contract/index.ts';
import { type Action, useActions } from '../../../app/actions.ts';
import { useMessages } from '../../../app/language.tsx';
import { firstBox } from './box-edit.ts';

interface PhotoDeeds {
  /** Begins to draw: a new face (null), or another box for one. Must keep its identity, as the other. */
  begin(faceId: number | null, box: Box): void;
  remove(faceId: number): void;
}

/** What can be done with the boxes of a photo, by button, by key and from the palette. */
export function usePhotoActions(
  photo: LibraryPhoto,
  selected: number | null,
  { begin, remove }: PhotoDeeds,
): readonly Action[] {
  const { library: words } = useMessages();
  const face = photo.faces.find(({ id }) => id === selected);
  const actions = useMemo((): Action[] => {
    const group = 'screen' as const;
    const removeBox: Action[] = face
      ? [
          {
            id: 'remove-box',
            group,
            label: words.removeBox,
            icon: IconTrash,
            keys: 'Delete',
            run: () => remove(face.id),
          },
        ]
      : [];
    // A face that came without a photo has nothing to draw on.
    if (photo.width === 0) return removeBox;
    const draw: Action = {
      id: 'draw-face',
      group,
      label: words.draw,
      icon: IconUserPlus,
      keys: 'D',
      run: () => begin(null, firstBox(photo)),
    };
    if (!face) return [draw];
    const move: Action = {
      id: 'move-box',
      group,
      label: words.moveBox,
      icon: IconFocusCentered,
      keys: 'M',
      run: () => begin(face.id, face.box),
    };
    return [draw, move, ...removeBox];
  }, [words, photo, face, begin, remove]);
  useActions(actions);
  return actions;
}
