import { mediaUrl } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import styles from '../library.module.css';

/** The photos of a person's folder on which another face could be meant, to choose the right one. */
export function Ambiguous() {
  const { library: words } = useMessages();
  const { data } = useCall('library.ambiguous', {});
  const change = useChange();
  if (!data?.total) return null;
  return (
    <Panel title={words.ambiguous(data.total)}>
      <p className={styles.note}>{words.ambiguousHelp}</p>
      <ul className={styles.list}>
        {data.photos.map(({ photoId, path, name, faces }) => (
          <li key={photoId}>
            <span className={styles.grow}>
              <strong>{words.isNamed(name)}</strong> <span className={styles.quiet}>{path}</span>
            </span>
            <div className={styles.choices}>
              {faces.map(({ id, named }, i) => (
                <button
                  key={id}
                  type="button"
                  aria-pressed={named}
                  aria-label={words.choose(name, i + 1)}
                  onClick={() => void change(() => bridge.call('library.chooseFace', { faceId: id }))}
                >
                  <img src={mediaUrl.chip(id)} alt="" loading="lazy" />
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {data.photos.length < data.total && (
        <p className={styles.note}>{words.moreOf(data.photos.length, data.total)}</p>
      )}
    </Panel>
  );
}
