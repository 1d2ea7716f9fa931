import type { ReactNode } from 'react';
import { figures } from '../../../src-shared/story/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { PaperLine } from '../../components/PaperLine.tsx';
import { Claims } from './Claims.tsx';
import type { StoryBackend } from './compute/backend.ts';

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
    <article className="story">
      <h2>{title[language]}</h2>
      <div className="story-text">
        <p>{text.why}</p>
        <p>{text.idea}</p>
      </div>
      <div className="chart-columns">
        <section className="panel" aria-label={title[language]}>
          {children}
        </section>
        <section className="panel story-aside" aria-label={words.settings}>
          {aside}
        </section>
      </div>
      <div className="story-columns">
        <section className="panel" aria-label={words.tries}>
          <h2>{words.tries}</h2>
          <ul>
            {text.tries.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <h2>{words.source}</h2>
          <p>
            {source.title}. <PaperLine paper={source} />
          </p>
          <p className="quiet">{text.data}</p>
        </section>
        <Claims key={number} figure={number} {...{ backend, instant }} />
      </div>
    </article>
  );
}
