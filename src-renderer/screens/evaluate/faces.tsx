/** Faces that an evaluation mentions: whose they are now, and the way to them. */
import { type EvaluatedFace, mediaUrl } from '../../../src-shared/contract/index.ts';
import { href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './evaluate.module.css';

export type FacesById = ReadonlyMap<number, EvaluatedFace>;

/** A face as a link to it in the library. */
export function FaceLink({ id, faces }: { id: number; faces: FacesById }) {
  const { evaluate: words } = useMessages();
  const name = useNameOf(faces)(id);
  if (!faces.has(id)) return <span className={styles.gone}>{words.gone}</span>;
  return (
    <a
      className={styles.face}
      href={href('library', [], { face: String(id) })}
      aria-label={words.openFace(name)}
      title={name}
    >
      <img src={mediaUrl.chip(id)} alt="" width={52} height={52} loading="lazy" draggable={false} />
    </a>
  );
}

/** Whose a face is. */
export function useNameOf(faces: FacesById): (id: number) => string {
  const { evaluate: words } = useMessages();
  return (id) => {
    const face = faces.get(id);
    return face === undefined ? words.gone : (face.name ?? words.nobody);
  };
}
