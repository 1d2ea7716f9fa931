import { mediaUrl } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import type { PictureViewState, SpherePicture } from '../../sphere/picture.ts';
import styles from './sphere.module.css';

/** Who lies under the pointer, else who was selected last. */
export function Card({ picture, view }: { picture: SpherePicture; view: PictureViewState }) {
  const { sphere: words } = useMessages();
  const { names, faceIds, nearest, samples } = picture;
  const { hovered, selected } = view;
  const isSample = hovered?.kind === 'sample' && samples !== null;
  const centre = isSample
    ? samples.labels[hovered.index]
    : hovered?.kind === 'centre'
      ? hovered.index
      : selected.at(-1);
  if (centre === undefined || names[centre] === undefined) return null;
  const faceId = isSample ? samples.faceIds[hovered.index] : faceIds[centre];
  const other = nearest.index[centre]!;
  return (
    <div className={styles.card} data-testid="card">
      {faceId != null && <img src={mediaUrl.chip(faceId)} alt="" />}
      <strong>{names[centre]}</strong>
      {names[other] !== undefined && (
        <small>{words.nearestIs(names[other], nearest.angle[centre]!.toFixed(1))}</small>
      )}
    </div>
  );
}
