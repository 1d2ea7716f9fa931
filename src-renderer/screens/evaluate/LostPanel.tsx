import type { KeptEvaluation } from '../../../src-shared/contract/index.ts';
import { lostWords } from '../../../src-shared/evaluation-files/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';

/** The photos on which no face was found, if there are any. */
export function LostPanel({ kept }: { kept: KeptEvaluation }) {
  const { evaluate: words } = useMessages();
  const lost = lostWords(kept, words);
  if (lost === null) return null;
  return (
    <Panel label={lost}>
      <div className={styles.folded}>
        <Disclosure title={lost}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that the keyboard must reach it. */}
          <ul className={styles.lost} tabIndex={0}>
            {kept.lost.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        </Disclosure>
      </div>
    </Panel>
  );
}
