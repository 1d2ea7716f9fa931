import type { ReactNode } from 'react';
import { mediaUrl } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { boxStyle } from '../../components/box-style.ts';
import styles from './review.module.css';

/** A face, large, and what it is. */
export function FacePicture({ faceId, children }: { faceId: number; children: ReactNode }) {
  return (
    <figure className={styles.face}>
      <img src={mediaUrl.chip(faceId)} alt="" width={150} height={150} draggable={false} />
      <figcaption>{children}</figcaption>
    </figure>
  );
}

/** The photo that a face is on, with the face marked; nothing for a face that came without a photo. */
export function PhotoOf({ faceId }: { faceId: number }) {
  const { review: words } = useMessages();
  const { data: photo } = useCall('library.photo', { faceId });
  const box = photo?.faces.find(({ id }) => id === faceId)?.box;
  if (!photo || !box || photo.width === 0) return null;
  const { width, height, id, name } = photo;
  return (
    <figure
      className={styles.photo}
      style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(38vh * ${width / height})` }}
    >
      <img src={mediaUrl.photo(id)} alt={words.onPhoto(name)} draggable={false} />
      <div className={styles.box} style={boxStyle(box, photo)} />
    </figure>
  );
}
