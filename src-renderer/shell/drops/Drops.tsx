import { IconFolderPlus, IconScan } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { go, href } from '../../app/address.ts';
import { pathOfFile } from '../../app/bridge.ts';
import { handFiles } from '../../app/handed-files.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { useAddFolder } from '../add-folder/index.tsx';
import { useImportVectors } from '../import-vectors/index.tsx';
import styles from './Drops.module.css';
import { type Carried, carriedBy, droppedBy } from './dropped.ts';

/** Takes what is dropped anywhere on the window, and says before what will be done with it. */
export function Drops() {
  const { drops: words } = useMessages();
  const [carried, setCarried] = useState<Carried>('other');
  const addFolder = useAddFolder();
  const importVectors = useImportVectors();
  const toasts = useToasts();

  useEffect(() => {
    const end = () => setCarried('other');
    const over = (event: DragEvent) => {
      // A part of a screen takes it itself.
      if (event.defaultPrevented) return end();
      const kind = event.dataTransfer ? carriedBy(event.dataTransfer.items) : 'other';
      setCarried(kind);
      if (kind !== 'other') event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) end();
    };
    const drop = (event: DragEvent) => {
      end();
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      const dropped = droppedBy(event.dataTransfer.items);
      if ('folders' in dropped) {
        const paths = dropped.folders.map(pathOfFile);
        // A browser tells none.
        if (paths.includes(null)) toasts.tell(({ drops }) => drops.folderUnknown(dropped.folders[0]!.name));
        addFolder(...paths.filter((path) => path !== null));
      } else if ('vectors' in dropped) {
        const path = pathOfFile(dropped.vectors);
        if (path === null) toasts.tell(({ importVectors }) => importVectors.unknown(dropped.vectors.name));
        importVectors(path ?? undefined);
      } else if (dropped.photos.length > 0) {
        handFiles(dropped.photos);
        go(href('recognise'));
      }
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [addFolder, importVectors, toasts]);

  if (carried === 'other') return null;
  const Icon = carried === 'folder' ? IconFolderPlus : IconScan;
  return (
    <div className={styles.over}>
      <div className={styles.words}>
        <Icon size={48} stroke={1.5} aria-hidden />
        <strong>{words.will[carried]}</strong>
        <span>{words.help[carried]}</span>
      </div>
    </div>
  );
}
