import { Button } from '@mantine/core';
import {
  type Icon,
  IconBook2,
  IconDragDrop,
  IconFolder,
  IconFolderOpen,
  IconSparkles,
  IconTableImport,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { go, href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { Mark } from '../../components/Mark.tsx';
import { useAddDemo, useAddFolder } from '../add-folder/index.tsx';
import { useImportVectors } from '../import-vectors/index.tsx';
import styles from './FirstRun.module.css';
import { StoryPicture } from './StoryPicture.tsx';

/** An empty library: three ways to begin. */
export function FirstRun() {
  const { firstRun: words, importVectors } = useMessages();
  const addFolder = useAddFolder();
  const addDemo = useAddDemo();
  const importNow = useImportVectors();
  return (
    <div className={styles.first}>
      <Mark size={64} />
      <h2 className={styles.question}>{words.question}</h2>
      <p className={styles.promise}>{words.promise}</p>
      <div className={styles.choices}>
        <Choice
          {...words.folder}
          picture={<IconFolderOpen size={48} stroke={1.5} aria-hidden />}
          icon={IconFolder}
          primary
          onClick={() => addFolder()}
        />
        <Choice
          {...words.demo}
          picture={<img src="/demo-faces.webp" alt="" width={460} height={184} />}
          icon={IconSparkles}
          onClick={addDemo}
        />
        <Choice
          {...words.story}
          picture={<StoryPicture />}
          icon={IconBook2}
          onClick={() => go(href('story'))}
        />
      </div>
      <p className={styles.vectors}>
        {importVectors.noPhotos}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTableImport size={16} stroke={1.75} aria-hidden />}
          onClick={() => importNow()}
        >
          {importVectors.open}
        </Button>
      </p>
      <p className={styles.drop}>
        <IconDragDrop size={18} stroke={1.75} aria-hidden /> {words.drop}
      </p>
    </div>
  );
}

interface ChoiceProps {
  title: string;
  text: string;
  button: string;
  picture: ReactNode;
  icon: Icon;
  primary?: boolean;
  onClick(): void;
}

function Choice({ title, text, button, picture, icon: Icon, primary = false, onClick }: ChoiceProps) {
  return (
    <section className={styles.choice} data-primary={primary || undefined}>
      <div className={styles.picture}>{picture}</div>
      <h3>{title}</h3>
      <p>{text}</p>
      <Button
        variant={primary ? 'filled' : 'default'}
        fullWidth
        leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
        onClick={onClick}
      >
        {button}
      </Button>
    </section>
  );
}
