/** Adding a folder of photos, from any screen. */
import { createContext, type ReactNode, use, useCallback } from 'react';
import { go, href } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useScan } from '../../app/reading/index.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { useFolderChooser } from './useFolderChooser.tsx';

/** Adds folders, one after another, and shows the library meanwhile. Without a path it asks for one: by the system's dialog if there is one. */
type AddFolder = (...paths: string[]) => void;

const AddFolderContext = createContext<AddFolder>(() => {});

export function AddFolderProvider({ children }: { children: ReactNode }) {
  const { read, reading, listing } = useScan();
  const toasts = useToasts();
  const isBusy = reading !== null || listing !== null;

  const add = useCallback(
    (...paths: string[]) => {
      go(href('library'));
      // Two at once would show one progress, and Cancel would end both.
      if (isBusy) toasts.tell(({ addFolder }) => addFolder.busy);
      else void read(...paths);
    },
    [read, isBusy, toasts],
  );
  const { ask, dialog } = useFolderChooser(add);
  const addFolder = useCallback<AddFolder>(
    (...paths) => (paths.length === 0 ? ask() : add(...paths)),
    [ask, add],
  );

  return (
    <AddFolderContext value={addFolder}>
      {children}
      {dialog}
    </AddFolderContext>
  );
}

export function useAddFolder(): AddFolder {
  return use(AddFolderContext);
}

/** Adds the photos that ship with Tammes. */
export function useAddDemo(): () => void {
  const addFolder = useAddFolder();
  const { fail } = useToasts();
  return useCallback(
    () => void bridge.call('app.demoFolder', undefined).then(addFolder, fail),
    [addFolder, fail],
  );
}
