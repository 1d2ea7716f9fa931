/** Faces that an evaluation mentions: whose they are now, and the way to them. */
import { type EvaluatedFace, type KeptEvaluation, mediaUrl } from '../../../src-shared/contract/index.ts';
import { href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './evaluate.module.css';

/** A face and the address of its picture. */
interface ShownFace extends EvaluatedFace {
  picture: string;
}
export type FacesById = ReadonlyMap<number, ShownFace>;

/** Of photos beside the library the picture is the photo. */
export function facesById({ id: evaluationId, shown }: KeptEvaluation): FacesById {
  return new Map(
    shown.map((face) => {
      const picture = face.id < 0 ? mediaUrl.evaluatedPhoto(evaluationId, face.id) : mediaUrl.chip(face.id);
      return [face.id, { ...face, picture }];
    }),
  );
}

/** A face as a link to it in the library; one of a photo beside it as its picture, or as its name where it lay in no file. */
export function FaceLink({ id, faces }: { id: number; faces: FacesById }) {
  const { evaluate: words } = useMessages();
  const name = useNameOf(faces)(id);
  const face = faces.get(id);
  if (face === undefined) return <span className={styles.gone}>{words.gone}</span>;
  const picture = (alt: string) => (
    <img src={face.picture} alt={alt} width={52} height={52} loading="lazy" draggable={false} />
  );
  if (id < 0)
    return face.file === null ? (
      <span className={styles.gone}>{name}</span>
    ) : (
      <span className={styles.face} title={face.file}>
        {picture(face.file)}
      </span>
    );
  return (
    <a
      className={styles.face}
      href={href('library', [], { face: String(id) })}
      aria-label={words.openFace(name)}
      title={name}
    >
      {picture('')}
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
