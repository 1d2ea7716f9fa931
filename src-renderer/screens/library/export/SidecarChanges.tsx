import type { SidecarChange, SidecarPreview } from '../../../../src-shared/contract/index.ts';
import { wordingOf } from '../../../../src-shared/errors/index.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import styles from './export.module.css';

/** Files that are listed. */
const most = 20;

/** What sidecar files would be written: how many, and the first of them with the names; and what would be left alone, and why. */
export function SidecarChanges({ preview }: { preview: SidecarPreview }) {
  const { exports: words } = useMessages();
  const { new: made, changed, same, refused, examples } = preview;
  const isRefused = ({ change }: SidecarChange) => change === 'refused';
  if (made + changed + same + refused === 0) return <p role="status">{words.nobody}</p>;
  return (
    <>
      <p role="status">
        {words.wouldWrite(made, changed)}{' '}
        <span className={styles.quiet}>{words.wouldNot(same, refused)}</span>
      </p>
      <Files
        title={words.examples}
        files={examples.filter((one) => !isRefused(one))}
        total={made + changed}
      />
      <Files title={words.refused} files={examples.filter(isRefused)} total={refused} />
    </>
  );
}

interface FilesProps {
  title: string;
  files: readonly SidecarChange[];
  /** All there are; `files` are the first of them. */
  total: number;
}

function Files({ title, files, total }: FilesProps) {
  const { exports: words } = useMessages();
  const { language } = useLanguage();
  if (total === 0) return null;
  const shown = files.slice(0, most);
  return (
    <section>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keys. */}
      <ul className={styles.files} aria-label={title} tabIndex={0}>
        {shown.map(({ sidecar, photo, change, people, failure }) => (
          <li key={photo}>
            <span className={styles.path}>{failure ? photo : sidecar}</span>
            {change === 'new' || change === 'changed' ? (
              <span className={styles.quiet}>
                {words.changes[change]} · {people.join(', ')}
              </span>
            ) : (
              failure && <Reason {...wordingOf(failure, language)} />
            )}
          </li>
        ))}
      </ul>
      {total > shown.length && <p className={styles.quiet}>{words.more(shown.length, total)}</p>}
    </section>
  );
}

function Reason({ message, remedy }: ReturnType<typeof wordingOf>) {
  return (
    <span className={styles.quiet}>
      {message} {remedy}
    </span>
  );
}
