import { Tooltip } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { figures } from '../../../src-shared/story/index.ts';
import { useAddress } from '../../app/address.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Screen } from '../../components/Screen.tsx';
import { GainFigure } from './gain/GainFigure.tsx';
import { GameFigure } from './game/GameFigure.tsx';
import { GroupsFigure } from './groups/GroupsFigure.tsx';
import { LengthsFigure } from './LengthsFigure.tsx';
import { PlaneFigure } from './plane/PlaneFigure.tsx';
import { PullFigure } from './pull/PullFigure.tsx';
import { RegionsFigure } from './regions/RegionsFigure.tsx';
import { ScaleFigure } from './scale/ScaleFigure.tsx';
import styles from './story.module.css';
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
  [8, GainFigure],
  [9, GroupsFigure],
]);

/** The figure that the address names, like #/story/3; the first without one. */
function figureOf(part: string | undefined): number {
  const number = Number(part);
  return pages.has(number) ? number : figures[0]!.number;
}

/** Figures to play with, which tell why each loss was invented. They need no photos of one's own. */
export default function StoryScreen() {
  const { story: words, screens } = useMessages();
  const { language } = useLanguage();
  const current = figureOf(useAddress().path[0]);
  const Page = pages.get(current)!;
  const figure = useRef<HTMLDivElement>(null);
  const turn = useRef<HTMLElement>(null);
  // Whoever turned the page at its end begins the next one at its title; above, the focus stays on the chapter.
  useLayoutEffect(() => {
    if (current && turn.current?.contains(document.activeElement))
      figure.current?.querySelector('h2')?.focus({ preventScroll: true });
  }, [current]);
  return (
    <Screen title={screens.story} detail={words.intro}>
      <nav className={styles.chapters} aria-label={words.chapters}>
        {figures.map(({ number, title }) => (
          // In a narrow window the others are told by their numbers alone, which say nothing to a newcomer.
          <Tooltip key={number} label={title[language]} disabled={number === current}>
            <a href={`#/story/${number}`} aria-current={number === current ? 'page' : undefined}>
              <b>{number}</b> <span>{title[language]}</span>
            </a>
          </Tooltip>
        ))}
      </nav>
      <div ref={figure}>
        <Page />
      </div>
      <nav ref={turn} className={styles.turn} aria-label={words.turn}>
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
    </Screen>
  );
}
