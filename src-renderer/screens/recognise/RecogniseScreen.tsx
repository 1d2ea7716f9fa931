/** The screen Recognise: photos, a folder, two photos, or the camera. */
import { SegmentedControl } from '@mantine/core';
import { IconPhotoOff, IconPhotoPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useRef } from 'react';
import { query, useQueryState } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useHandedFiles } from '../../app/handed-files.ts';
import { useMessages } from '../../app/language.tsx';
import { Screen } from '../../components/Screen.tsx';
import { EmptyState } from '../../components/states.tsx';
import { CameraView } from './CameraView.tsx';
import { FolderView } from './FolderView.tsx';
import { PhotosView } from './PhotosView.tsx';
import { lookAtFiles } from './probes.ts';
import { VerifyView } from './VerifyView.tsx';

const views = ['photos', 'folder', 'verify', 'camera'] as const;
type View = (typeof views)[number];
const parts = { view: query.oneOf(...views) };

/** Who is on new photos, in a folder, before the camera; and whether two photos show one person. */
export default function RecogniseScreen() {
  const { screens, recognise: words } = useMessages();
  const [{ view }, set] = useQueryState(parts);
  const input = useRef<HTMLInputElement>(null);
  const look = useCallback(
    (files: readonly File[]) => {
      if (files.length === 0) return;
      set({ view: 'photos' });
      lookAtFiles(files);
    },
    [set],
  );
  useHandedFiles(look);
  usePastedPhotos(look);
  const choose = () => input.current?.click();
  const network = useNetworkOfVectors();
  if (network !== null)
    return (
      <Screen title={screens.recognise} usesHead fill>
        <EmptyState icon={IconPhotoOff} title={words.vectorsOnly}>
          {words.vectorsOnlyHelp(network)}
        </EmptyState>
      </Screen>
    );

  return (
    <Screen
      title={screens.recognise}
      usesHead
      fill
      tools={
        <SegmentedControl
          aria-label={words.view}
          value={view}
          onChange={(view) => set({ view: view as View })}
          data={views.map((value) => ({ value, label: words.views[value] }))}
        />
      }
      action={{ label: words.choose, icon: IconPhotoPlus, onClick: choose }}
    >
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        className="visually-hidden"
        aria-label={words.choose}
        tabIndex={-1}
        onChange={({ target }) => {
          look([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {view === 'photos' && <PhotosView onChoose={choose} />}
      {view === 'folder' && <FolderView />}
      {view === 'verify' && <VerifyView />}
      {view === 'camera' && <CameraView onTaken={() => set({ view: 'photos' })} />}
    </Screen>
  );
}

/** The name of a network of which the library has only vectors, so that no photo can be described; null: it can. */
function useNetworkOfVectors(): string | null {
  const { data: backbones = [] } = useCall('backbones.list', undefined);
  const active = backbones.find(({ active }) => active);
  return active !== undefined && active.id !== 0 && active.descriptor === null ? active.name : null;
}

/** Takes pictures that are pasted, such as a screenshot. */
function usePastedPhotos(look: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
      if (files.length === 0) return;
      event.preventDefault();
      look(files);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, [look]);
}
