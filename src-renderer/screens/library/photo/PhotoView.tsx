import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Box, LibraryPhoto } from '../../../../src-shared/contract/index.ts';
import { type Action, useActions } from '../../../app/actions.ts';
import { useMessages } from '../../../app/language.tsx';
import type { FaceChanges } from '../useFaceChanges.ts';
import { BoxDraft } from './BoxDraft.tsx';
import { PhotoPicture } from './PhotoPicture.tsx';
import { PhotoTools } from './PhotoTools.tsx';
import styles from './photo.module.css';
import { useDescribedBox } from './useDescribedBox.ts';
import { usePhotoActions } from './usePhotoActions.ts';

interface PhotoViewProps {
  photo: LibraryPhoto;
  selected: number | null;
  changes: FaceChanges;
  nameOf(personId: number | null): string;
  onSelect(faceId: number | null): void;
  /** Goes along the list of faces. */
  onStep(by: 1 | -1): void;
  onClose(): void;
}

/** One photo, as large as there is room, on which faces are drawn, moved and taken away. */
export function PhotoView({ photo, selected, changes, nameOf, onSelect, onStep, onClose }: PhotoViewProps) {
  const { library: words } = useMessages();
  const stage = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  /** `faceId`: whose box is moved; null: a new face. */
  const [draft, setDraft] = useState<{ faceId: number | null; box: Box } | null>(null);
  const { busy, store } = useDescribedBox(photo.id);
  useEffect(() => stage.current?.focus({ preventScroll: true }), []);
  const begin = useCallback((faceId: number | null, box: Box) => {
    setDraft({ faceId, box });
    stage.current?.focus();
  }, []);
  const remove = useCallback(
    (faceId: number) => void changes.remove([faceId]).then((done) => done && onSelect(null)),
    [changes, onSelect],
  );
  const actions = usePhotoActions(photo, selected, { begin, remove });

  async function save() {
    if (draft === null || busy) return;
    const faceId = await store(draft.faceId, draft.box);
    if (faceId === null) return;
    setDraft(null);
    onSelect(faceId);
    stage.current?.focus();
  }

  useWays({
    close: useCallback(() => (draft === null ? onClose() : setDraft(null)), [draft, onClose]),
    step: useCallback((by: 1 | -1) => draft === null && onStep(by), [draft, onStep]),
  });

  function press(event: KeyboardEvent) {
    if (draft === null || event.key !== 'Enter' || event.target !== stage.current) return;
    event.preventDefault();
    void save();
  }

  return (
    <section className={styles.view} aria-label={photo.name} onKeyDown={press}>
      <PhotoTools
        title={photo.name}
        {...{ actions, onStep, onClose }}
        drawing={draft && { busy, onSave: () => void save(), onCancel: () => setDraft(null) }}
      />
      <section ref={stage} className={styles.stage} tabIndex={-1} aria-label={words.photo}>
        <PhotoPicture ref={picture} labels={draft === null} {...{ photo, selected, onSelect, nameOf }}>
          {draft && (
            <BoxDraft
              {...{ picture, stage, photo }}
              box={draft.box}
              onChange={(box) => setDraft({ ...draft, box })}
            />
          )}
        </PhotoPicture>
      </section>
    </section>
  );
}

/** The keys that lead away from a photo. Both must keep their identity. */
function useWays({ close, step }: { close(): void; step(by: 1 | -1): void }): void {
  const { library: words } = useMessages();
  const ways = useMemo((): Action[] => {
    const group = 'screen' as const;
    return [
      { id: 'all-faces', group, label: words.allFaces, keys: 'Escape', run: close },
      { id: 'previous-face', group, label: words.previous, keys: 'ArrowLeft', run: () => step(-1) },
      { id: 'next-face', group, label: words.next, keys: 'ArrowRight', run: () => step(1) },
    ];
  }, [words, close, step]);
  useActions(ways);
}
