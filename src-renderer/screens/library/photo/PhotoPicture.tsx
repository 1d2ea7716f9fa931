import { IconPhotoOff } from '@tabler/icons-react';
import { type ReactNode, type Ref, useState } from 'react';
import { type Box, type LibraryPhoto, mediaUrl } from '../../../../src-shared/contract/index.ts';
import { useMessages } from '../../../app/language.tsx';
import { boxStyle } from '../../../components/box-style.ts';
import type { Size } from './box-edit.ts';
import styles from './photo.module.css';

interface PhotoPictureProps {
  photo: LibraryPhoto;
  /** The face whose landmarks are shown. */
  selected: number | null;
  onSelect(faceId: number): void;
  nameOf(personId: number | null): string;
  /** Names stand below the boxes. */
  labels?: boolean;
  ref?: Ref<HTMLDivElement>;
  children?: ReactNode;
}

/** A photo with the boxes of its faces, which can be chosen. */
export function PhotoPicture({
  photo,
  selected,
  onSelect,
  nameOf,
  labels,
  ref,
  children,
}: PhotoPictureProps) {
  const { library: words } = useMessages();
  const [lost, setLost] = useState(false);
  const { width, height, faces } = photo;
  if (lost || width === 0) {
    return (
      <div className={styles.lost}>
        <IconPhotoOff size={28} stroke={1.5} aria-hidden />
        <span>{words.noPicture}</span>
      </div>
    );
  }
  const face = faces.find(({ id }) => id === selected);
  return (
    <div {...{ ref }} className={styles.picture} style={ratioOf(photo)} data-labels={labels || undefined}>
      <img src={mediaUrl.photo(photo.id)} alt={photo.name} draggable={false} onError={() => setLost(true)} />
      {face && <Landmarks points={face.landmarks} {...{ width, height }} />}
      {faces.map(({ id, box, personId }, i) => (
        <button
          key={id}
          type="button"
          className={styles.box}
          style={{ ...boxStyle(box, photo), zIndex: smallness(box, faces) }}
          aria-label={words.faceNumber(i + 1, nameOf(personId))}
          aria-pressed={id === selected}
          data-unknown={personId === null || undefined}
          onClick={() => onSelect(id)}
        >
          {labels && <span className={styles.label}>{nameOf(personId)}</span>}
        </button>
      ))}
      {children}
    </div>
  );
}

/** How many boxes are larger: one within another lies above it, where it can be clicked. */
function smallness({ width, height }: Box, faces: readonly { box: Box }[]): number {
  return faces.filter(({ box }) => box.width * box.height > width * height).length;
}

/** The picture fits what is around it, whichever side is the shorter. */
function ratioOf({ width, height }: Size): React.CSSProperties {
  return { '--ratio': String(width / height) } as React.CSSProperties;
}

function Landmarks({ points, width, height }: Size & { points: readonly number[] }) {
  const { library: words } = useMessages();
  // Zero-length strokes with round ends are dots whose size does not grow with the picture.
  const dots = Array.from(
    { length: points.length / 2 },
    (_, i) => `M${points[2 * i]} ${points[2 * i + 1]}h0`,
  );
  return (
    <svg
      className={styles.landmarks}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words.landmarks}
      preserveAspectRatio="none"
    >
      <path d={dots.join('')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
