import { wordingOf } from '../../../../src-shared/errors/index.ts';
import { useCall } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import styles from '../library.module.css';

/** Photos that are shown. */
const most = 200;

/** The photos that could not be read, each with its reason and what to do. */
export function Failures() {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { data } = useCall('library.failures', undefined);
  if (!data?.length) return null;
  return (
    <Panel title={words.failures(data.length)}>
      <ul className={styles.list}>
        {data.slice(0, most).map(({ path, ...failure }) => {
          const { message, remedy } = wordingOf(failure, language);
          return (
            <li key={path}>
              <span className={styles.grow}>
                {message} <span className={styles.quiet}>{remedy}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {data.length > most && <p className={styles.note}>{words.moreOf(most, data.length)}</p>}
    </Panel>
  );
}
