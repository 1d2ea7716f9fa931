import { useEffect, useRef, useState } from 'react';
import { figures } from '../../../src-shared/story/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { GameFigure } from './game/GameFigure.tsx';
import { LengthsFigure } from './LengthsFigure.tsx';
import { PlaneFigure } from './plane/PlaneFigure.tsx';
import { PullFigure } from './pull/PullFigure.tsx';
import { RegionsFigure } from './regions/RegionsFigure.tsx';
import { ScaleFigure } from './scale/ScaleFigure.tsx';
import { UniformFigure } from './uniform/UniformFigure.tsx';

/** The figures' pages by their numbers. */
const pages = new Map([
  [1, PlaneFigure],
  [2, RegionsFigure],
  [3, LengthsFigure],
  [4, ScaleFigure],
  [5, PullFigure],
  [6, UniformFigure],
  [7, GameFigure],
]);

/** The figure that the address names, like #/story/3; the first without one. */
function figureOf(hash: string): number {
  const number = Number(hash.split('/')[2]);
  return pages.has(number) ? number : figures[0]!.number;
}

/** Figures to play with, which tell why each loss was invented. They need no photos of one's own. */
export default function StoryScreen() {
  const { story: words, screens } = useMessages();
  const { language } = useLanguage();
  const [current, setCurrent] = useState(() => figureOf(location.hash));
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const follow = () => {
      setCurrent(figureOf(location.hash));
      top.current?.scrollIntoView();
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  const Page = pages.get(current)!;
  return (
    <>
      <h1 ref={top}>{screens.story}</h1>
      <p className="quiet">{words.intro}</p>
      <nav className="chapters" aria-label={words.chapters}>
        {figures.map(({ number, title }) => (
          <a key={number} href={`#/story/${number}`} aria-current={number === current ? 'page' : undefined}>
            <b>{number}</b> <span>{title[language]}</span>
          </a>
        ))}
      </nav>
      <Page key={current} />
      <nav className="row turn" aria-label={words.turn}>
        {[-1, 1].map((by) => {
          const next = figures[figures.findIndex(({ number }) => number === current) + by];
          return next ? (
            <a key={by} href={`#/story/${next.number}`}>
              {by < 0 ? '← ' : ''}
              {next.number} {next.title[language]}
              {by > 0 ? ' →' : ''}
            </a>
          ) : (
            <span key={by} />
          );
        })}
      </nav>
    </>
  );
}
