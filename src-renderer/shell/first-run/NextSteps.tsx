import { ActionIcon } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import {
  IconAdjustmentsHorizontal,
  IconArrowRight,
  IconGauge,
  IconInbox,
  IconScan,
  IconWorld,
  IconX,
} from '@tabler/icons-react';
import { href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './NextSteps.module.css';

const train = ['train', IconAdjustmentsHorizontal] as const;
const withPhotos = [['review', IconInbox], ['recognise', IconScan], train] as const;
/** Photos are described by another network, or by none: none can be recognised. */
const withVectors = [train, ['evaluate', IconGauge], ['sphere', IconWorld]] as const;

/** What to do after the first folder or the first file of vectors, until it is closed. */
export function NextSteps({ vectors }: { vectors: boolean }) {
  const { firstRun: words, common } = useMessages();
  const [closed, setClosed] = useLocalStorage({ key: 'next-steps-closed', defaultValue: false });
  if (closed) return null;
  return (
    <section className={styles.steps} aria-label={words.whatNow}>
      <h2>{words.whatNow}</h2>
      <ul>
        {(vectors ? withVectors : withPhotos).map(([name, Icon]) => (
          <li key={name}>
            <a href={href(name)}>
              <Icon size={20} stroke={1.75} aria-hidden />
              <span>
                <strong>{words.steps[name].title}</strong> <small>{words.steps[name].text}</small>
              </span>
              <IconArrowRight size={16} stroke={1.75} aria-hidden />
            </a>
          </li>
        ))}
      </ul>
      <ActionIcon size={28} aria-label={common.close} onClick={() => setClosed(true)}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </section>
  );
}
