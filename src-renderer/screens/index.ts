/** Every screen: its name is the first part of its address. The sidebar, the palette and the shell follow this list. */
import {
  type Icon,
  IconAdjustmentsHorizontal,
  IconBook2,
  IconChartLine,
  IconGauge,
  IconInbox,
  IconMathFunction,
  IconPhoto,
  IconScan,
  IconSettings,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { LibraryScreen } from './library/LibraryScreen.tsx';

export interface ScreenEntry {
  /** Also the key of its words in `messages.screens`. */
  name:
    | 'library'
    | 'people'
    | 'review'
    | 'recognise'
    | 'train'
    | 'runs'
    | 'evaluate'
    | 'losses'
    | 'sphere'
    | 'story'
    | 'settings';
  /** Where the sidebar has it; `foot`: at its lower end. */
  group: 'photos' | 'lab' | 'learn' | 'foot';
  icon: Icon;
  /** Counts what waits there. */
  badge?: 'review';
  Component: ComponentType;
}

export const screens: readonly ScreenEntry[] = [
  { name: 'library', group: 'photos', icon: IconPhoto, Component: LibraryScreen },
  {
    name: 'people',
    group: 'photos',
    icon: IconUsers,
    Component: lazyScreen(() => import('./people/PeopleScreen.tsx')),
  },
  {
    name: 'review',
    group: 'photos',
    icon: IconInbox,
    badge: 'review',
    Component: lazyScreen(() => import('./review/ReviewScreen.tsx')),
  },
  {
    name: 'recognise',
    group: 'photos',
    icon: IconScan,
    Component: lazyScreen(() => import('./recognise/RecogniseScreen.tsx')),
  },
  // These bring the charts and three.js with them.
  {
    name: 'train',
    group: 'lab',
    icon: IconAdjustmentsHorizontal,
    Component: lazyScreen(() => import('./train/TrainScreen.tsx')),
  },
  {
    name: 'runs',
    group: 'lab',
    icon: IconChartLine,
    Component: lazyScreen(() => import('./runs/RunsScreen.tsx')),
  },
  {
    name: 'evaluate',
    group: 'lab',
    icon: IconGauge,
    Component: lazyScreen(() => import('./evaluate/EvaluateScreen.tsx')),
  },
  {
    name: 'losses',
    group: 'learn',
    icon: IconMathFunction,
    Component: lazyScreen(() => import('./losses/LossesScreen.tsx')),
  },
  {
    name: 'sphere',
    group: 'learn',
    icon: IconWorld,
    Component: lazyScreen(() => import('./sphere/SphereScreen.tsx')),
  },
  {
    name: 'story',
    group: 'learn',
    icon: IconBook2,
    Component: lazyScreen(() => import('./story/StoryScreen.tsx')),
  },
  {
    name: 'settings',
    group: 'foot',
    icon: IconSettings,
    Component: lazyScreen(() => import('./settings/SettingsScreen.tsx')),
  },
];

/** The screen that an address names, else the first. */
export function screenOf(name: string): ScreenEntry {
  return screens.find((screen) => screen.name === name) ?? screens[0]!;
}
