import { useEffect, useState } from 'react';
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
const shown = figures.filter(({ number }) => pages.has(number));

/** The figure that the address names, like #/story/3; the first without one. */
function figureOf(hash: string): number {
  const number = Number(hash.split('/')[2]);
  return pages.has(number) ? number : shown[0]!.number;
}

/** Figures to play with, which tell why each loss was invented. They need no photos of one's own. */
export default function StoryScreen() {
  const { story: words, screens } = useMessages();
  const { language } = useLanguage();
  const [current, setCurrent] = useState(() => figureOf(location.hash));
  useEffect(() => {
    const follow = () => setCurrent(figureOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  const Page = pages.get(current)!;
  return (
    <>
      <h1>{screens.story}</h1>
      <p className="quiet">{words.intro}</p>
      <nav className="chapters" aria-label={words.chapters}>
        {shown.map(({ number, title }) => (
          <a key={number} href={`#/story/${number}`} aria-current={number === current ? 'page' : undefined}>
            <b>{number}</b> <span>{title[language]}</span>
          </a>
        ))}
      </nav>
      <Page key={current} />
    </>
  );
}
