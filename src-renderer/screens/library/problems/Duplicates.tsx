import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import styles from '../library.module.css';

/** Groups that are shown: each may have several files. */
const most = 100;

/** The files that show the same shot, by shot. */
export function Duplicates() {
  const { library: words } = useMessages();
  const { data } = useCall('library.duplicates', undefined);
  if (!data?.length) return null;
  return (
    <Panel title={words.duplicates(data.length)}>
      <p className={styles.note}>{words.duplicatesHelp}</p>
      <ul className={styles.list}>
        {data.slice(0, most).map(({ same, files }) => (
          <li key={files[0]!.path}>
            <ul className={`${styles.files} ${styles.grow}`}>
              {files.map(({ path }) => (
                <li key={path}>{path}</li>
              ))}
            </ul>
            <span className={styles.quiet}>{same ? words.equal : words.similar}</span>
          </li>
        ))}
      </ul>
      {data.length > most && <p className={styles.note}>{words.moreOf(most, data.length)}</p>}
    </Panel>
  );
}
