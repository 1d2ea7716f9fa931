/** What a screen or a part of it shows while there is nothing, not yet anything, or an error. */
import { Button, Skeleton } from '@mantine/core';
import { type Icon, IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { useLanguage, useMessages } from '../app/language.tsx';
import type { ScreenAction } from './Screen.tsx';
import styles from './states.module.css';

interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** Why there is nothing, and how something comes. */
  children?: ReactNode;
  action?: ScreenAction;
}

/** Nothing is here, and why. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <div className={styles.icon}>
        <Icon size={28} stroke={1.5} aria-hidden />
      </div>
      <h2>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {action && (
        <Button onClick={action.onClick} disabled={action.disabled ?? false}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

/** An error in the place of what it kept from being shown: what happened, and what to do. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { message, remedy } = wordingOf(toFailure(error), useLanguage().language);
  const { common } = useMessages();
  return (
    <div className={styles.state} role="alert">
      <div className={styles.icon} data-bad>
        <IconAlertTriangle size={28} stroke={1.5} aria-hidden />
      </div>
      <h2>{message}</h2>
      <div className={styles.text}>{remedy}</div>
      {onRetry && <Button onClick={onRetry}>{common.retry}</Button>}
    </div>
  );
}

/** Before this, nothing is shown: most answers come sooner, and a skeleton would only flicker. Milliseconds. */
const skeletonAfter = 300;

interface SkeletonProps {
  /** `grid`: tiles, as of faces; `rows`: as of a table; `panel`: one large surface, as a chart; `screen`: a title row above one. */
  shape: 'grid' | 'rows' | 'panel' | 'screen';
  count?: number;
  /** Of a `grid`: as `VirtualGrid` has them, so that nothing moves when the tiles come. */
  tile?: { width: number; below: number };
  gap?: number;
  padding?: number;
}

/** The outline of what will be there. */
export function LoadingSkeleton({ shape, ...size }: SkeletonProps) {
  const { common } = useMessages();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), skeletonAfter);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={styles.skeleton} data-shape={shape} role="status">
      <span className="visually-hidden">{common.loading}</span>
      <Outline {...{ shape }} {...size} />
    </div>
  );
}

function Outline({
  shape,
  count = 12,
  tile = { width: 128, below: 24 },
  gap = 14,
  padding = 20,
}: SkeletonProps) {
  const parts = Array.from({ length: count }, (_, i) => i);
  if (shape === 'panel') return <Skeleton height={320} />;
  if (shape === 'rows') return parts.map((i) => <Skeleton key={i} height={32} />);
  if (shape === 'screen') {
    return (
      <>
        <div className={styles.titleRow}>
          <Skeleton width={140} height={24} />
          <Skeleton width={110} height={36} />
        </div>
        <div className={styles.body}>
          <Skeleton height={320} />
        </div>
      </>
    );
  }
  const gridTemplateColumns = `repeat(auto-fill, minmax(${tile.width}px, 1fr))`;
  return (
    <div className={styles.tiles} style={{ gridTemplateColumns, gap, padding }}>
      {parts.map((i) => (
        <div key={i} className={styles.tile}>
          <Skeleton style={{ aspectRatio: 1 }} />
          <div className={styles.caption} style={{ height: tile.below }}>
            <Skeleton width="60%" height={12} />
          </div>
        </div>
      ))}
    </div>
  );
}
