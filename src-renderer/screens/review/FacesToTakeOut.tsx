import { IconCircleMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { mediaUrl } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { VirtualGrid } from '../../components/VirtualGrid.tsx';
import styles from './review.module.css';

interface FacesToTakeOutProps {
  label: string;
  faceIds: readonly number[];
  /** Those that are taken out. */
  out: ReadonlySet<number>;
  onChange(out: ReadonlySet<number>): void;
}

/** Least width of a tile, pixels: few faces are shown larger. */
const widthOf = (faces: number) => (faces <= 6 ? 150 : faces <= 20 ? 120 : 92);

/** Faces of a decision; a click or the space bar takes one out, or back in. */
export function FacesToTakeOut({ label, faceIds, out, onChange }: FacesToTakeOutProps) {
  const { review: words } = useMessages();
  const [place, setPlace] = useState({ active: 0, anchor: 0 });
  return (
    <div className={styles.grid}>
      <VirtualGrid
        toggles
        {...{ label }}
        ids={faceIds}
        selection={{ ...place, selected: out }}
        onSelect={({ selected, active, anchor }) => {
          setPlace({ active, anchor });
          onChange(selected);
        }}
        tile={{ width: widthOf(faceIds.length), below: 0 }}
        gap={10}
        padding={4}
        nameOf={(i) => words.tile(i + 1, faceIds.length, out.has(faceIds[i]!))}
        renderTile={(i) => {
          const isOut = out.has(faceIds[i]!);
          return (
            <div className={styles.member} data-out={isOut || undefined}>
              <img src={mediaUrl.chip(faceIds[i]!)} alt="" loading="lazy" draggable={false} />
              {isOut && <IconCircleMinus size={22} stroke={2} aria-hidden />}
            </div>
          );
        }}
      />
    </div>
  );
}
