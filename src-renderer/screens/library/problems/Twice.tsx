import { Button } from '@mantine/core';
import { mediaUrl } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import styles from '../library.module.css';

interface TwiceProps {
  nameOf(personId: number | null): string;
  onOpen(photoId: number, faceId: number): void;
}

/** Photos that are shown. */
const most = 100;

/** The photos on which one person has several faces: opened to correct one of them, or allowed. */
export function Twice({ nameOf, onOpen }: TwiceProps) {
  const { library: words } = useMessages();
  const { data } = useCall('people.twice', undefined);
  const change = useChange();
  const open = data?.filter(({ allowed }) => !allowed) ?? [];
  if (open.length === 0) return null;
  return (
    <Panel title={words.twicePhotos(open.length)}>
      <p className={styles.note}>{words.twiceHelp}</p>
      <ul className={styles.list}>
        {open.slice(0, most).map(({ photoId, path, personId, faceIds }) => (
          <li key={`${photoId}-${personId}`}>
            <span className={styles.grow}>
              <strong>{nameOf(personId)}</strong> <span className={styles.quiet}>{path}</span>
            </span>
            <div className={styles.choices}>
              {faceIds.map((id, i) => (
                <button
                  key={id}
                  type="button"
                  aria-label={words.faceNumber(i + 1, nameOf(personId))}
                  onClick={() => onOpen(photoId, id)}
                >
                  <img src={mediaUrl.chip(id)} alt="" loading="lazy" />
                </button>
              ))}
            </div>
            <Button
              variant="default"
              size="xs"
              onClick={() =>
                void change(() => bridge.call('people.allowTwice', { photoId, personId, allowed: true }))
              }
            >
              {words.allow}
            </Button>
          </li>
        ))}
      </ul>
      {open.length > most && <p className={styles.note}>{words.moreOf(most, open.length)}</p>}
    </Panel>
  );
}
