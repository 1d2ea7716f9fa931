import { Menu } from '@mantine/core';
import { IconBrain, IconCheck, IconSelector } from '@tabler/icons-react';
import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { noVerdictWords, standingWords } from '../../src-shared/verdict-words.ts';
import { useCall } from '../app/data.ts';
import { useLanguage, useMessages } from '../app/language.tsx';
import { useMakeActive } from '../app/make-active.ts';
import styles from './ActiveHead.module.css';

/** The head that recognises, for title rows. A click shows the others with what each is worth, and makes one of them active. */
export function ActiveHead() {
  const { common } = useMessages();
  const { data: heads } = useCall('training.heads', undefined);
  const active = heads?.find(({ active }) => active);
  if (heads === undefined || active === undefined) return null;
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button type="button" className={styles.head}>
          <IconBrain size={14} stroke={1.75} aria-hidden />
          <span>{common.activeHead(active.name)}</span>
          <IconSelector size={14} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{common.headHelp}</Menu.Label>
        {heads.map((head) => (
          <Choice key={head.id} {...{ head }} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ head }: { head: HeadInfo }) {
  const { common } = useMessages();
  const { language } = useLanguage();
  const makeActive = useMakeActive();
  const { name, dim, runId, loss, verdict, outdated } = head;
  const notes = [
    common.dimensions(dim),
    ...(outdated ? [common.olderHead] : []),
    ...(runId === null && loss === null
      ? []
      : [(verdict ? standingWords[verdict.standing] : noVerdictWords)[language]]),
  ];
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={head.active}
      leftSection={
        <IconCheck size={16} stroke={1.75} aria-hidden visibility={head.active ? 'visible' : 'hidden'} />
      }
      onClick={head.active ? undefined : () => void makeActive(head)}
    >
      {name}
      <span className={styles.notes}>{notes.join(' · ')}</span>
    </Menu.Item>
  );
}
