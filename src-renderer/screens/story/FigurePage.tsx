import type { ReactNode } from 'react';
import { figures } from '../../../src-shared/story/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PaperLine } from '../../components/PaperLine.tsx';
import { Claims } from './Claims.tsx';
import type { StoryBackend } from './compute/backend.ts';
import styles from './story.module.css';

/** What a figure tells, whatever it shows. */
export interface FigureText {
  /** The problem that it begins with. */
  why: string;
  /** What somebody thought of, and what the figure shows of it. */
  idea: string;
  /** What to play with. */
  tries: readonly string[];
  /** What it is computed from. */
  data: string;
}

interface FigurePageProps {
  figure: number;
  text: FigureText;
  /** What its claims are computed on. */
  backend: StoryBackend;
  /** Its claims take no time. */
  instant?: boolean;
  /** The picture. */
  children: ReactNode;
  /** Sliders and numbers beside it. */
  aside: ReactNode;
}

/** A figure with its story about it, its claims and its source. */
export function FigurePage({
  figure: number,
  text,
  backend,
  instant = false,
  children,
  aside,
}: FigurePageProps) {
  const { story: words } = useMessages();
  const { language } = useLanguage();
  const { title, source } = figures.find((figure) => figure.number === number)!;
  return (
    <article className={styles.story}>
      <h2 tabIndex={-1}>{title[language]}</h2>
      <div className={styles.text}>
        <p>{text.why}</p>
        <p>{text.idea}</p>
      </div>
      <div className={styles.columns}>
        <div>
          <Panel label={title[language]}>
            <div className={styles.picture}>{children}</div>
          </Panel>
        </div>
        <div>
          <Panel label={words.settings}>
            <div className={styles.aside}>{aside}</div>
          </Panel>
        </div>
      </div>
      <div className={styles.more}>
        <div>
          <Panel title={words.tries}>
            <ul className={styles.tries}>
              {text.tries.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <div className={styles.source}>
              <h3>{words.source}</h3>
              <p>
                {source.title}. <PaperLine paper={source} />
              </p>
              <p className={styles.quiet}>{text.data}</p>
            </div>
          </Panel>
        </div>
        <div>
          <Claims key={number} figure={number} {...{ backend, instant }} />
        </div>
      </div>
    </article>
  );
}
