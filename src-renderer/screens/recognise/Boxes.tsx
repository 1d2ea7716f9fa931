/** Boxes on faces and their labels, over a picture of any size. */
import { useElementSize } from '@mantine/hooks';
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import type { Box, Match } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { boxStyle } from '../../components/box-style.ts';
import { labelPlaces } from './label-places.ts';
import styles from './recognise.module.css';
import { labelText } from './words.ts';

export interface BoxedFace {
  key: string;
  box: Box;
  /** Undefined while it is not known. */
  match: Match | undefined;
}

interface BoxesProps {
  /** Of the picture: boxes are in these pixels. */
  width: number;
  height: number;
  faces: readonly BoxedFace[];
  chosen?: number | null;
  onChoose?(index: number): void;
  /** The picture. */
  children: ReactNode;
}

/** Height of a label, and about the width of a letter, in pixels of the screen. */
const labelHeight = 24;
const letterWidth = 7.6;

export function Boxes({ width, height, faces, chosen, onChoose, children }: BoxesProps) {
  const { recognise: words } = useMessages();
  const { ref, width: shownWidth, height: shownHeight } = useElementSize();
  const labels = faces.map(({ match }) => (match ? labelText(match, words) : ''));
  const places = useMemo(() => {
    const scale = shownWidth / width;
    return labelPlaces(
      faces.map(({ box }) => ({
        x: box.x * scale,
        y: box.y * scale,
        width: box.width * scale,
        height: box.height * scale,
      })),
      labels.map((label) => ({ width: letterWidth * letters(label) + 20, height: labelHeight })),
      { width: shownWidth, height: shownHeight },
    );
  }, [faces, labels, shownWidth, shownHeight, width]);
  return (
    <div {...{ ref }} className={styles.boxes} style={{ '--aspect': width / height } as CSSProperties}>
      {children}
      {faces.map(({ key, box, match }, i) => (
        <button
          key={key}
          type="button"
          className={styles.box}
          data-known={match?.known || undefined}
          aria-pressed={chosen === i}
          aria-label={words.faceIs(i + 1, labels[i]!)}
          onClick={() => onChoose?.(i)}
          style={boxStyle(box, { width, height })}
        />
      ))}
      {shownWidth > 0 &&
        faces.map(({ key, match }, i) =>
          labels[i] === '' ? null : (
            <span
              key={key}
              className={styles.label}
              data-known={match?.known || undefined}
              aria-hidden
              style={{ left: places[i]!.x, top: places[i]!.y }}
            >
              {labels[i]}
            </span>
          ),
        )}
    </div>
  );
}

/** Letters of Latin width: Japanese ones take two. */
function letters(text: string): number {
  let sum = 0;
  for (const letter of text) sum += letter.codePointAt(0)! > 0x2e7f ? 2 : 1;
  return sum;
}
