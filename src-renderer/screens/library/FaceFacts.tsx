import type { LibraryPhoto, Person, PhotoFace } from '../../../src-shared/contract/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Facts } from '../../components/Facts.tsx';
import { ageAt } from './age.ts';
import { dateOf } from './FaceTile.tsx';
import styles from './library.module.css';

interface FaceFactsProps {
  photo: LibraryPhoto;
  face: PhotoFace | undefined;
  people: ReadonlyMap<number, Person>;
  nameOf(personId: number | null): string;
}

/** What is known of a face and its photo. */
export function FaceFacts({ photo, face, people, nameOf }: FaceFactsProps) {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { takenAt, places, path, original, detector, faces } = photo;
  const person = face?.personId == null ? undefined : people.get(face.personId);
  const age = ageAt(takenAt, person?.birthYear ?? null);
  const files = places.length > 0 ? places : [{ path, missing: photo.width === 0 }];
  return (
    <Facts
      facts={[
        face?.source ? [words.source, words.sources[face.source]] : null,
        face !== undefined && face.notPersonIds.length > 0
          ? [words.refused, face.notPersonIds.map(nameOf).join(', ')]
          : null,
        [words.taken, takenAt === null ? words.unknownDate : dateOf(takenAt, language, true)],
        age === null ? null : [words.age, words.years(age)],
        [words.size, `${original.width} × ${original.height}`],
        [words.foundBy, face?.byHand ? words.byHand : words.detectors[detector]],
        [words.photo, words.onThisPhoto(faces.length)],
        [
          words.file,
          files.map((file) => (
            <div key={file.path} className={styles.path}>
              {file.path} {file.missing && <em>{words.gone}</em>}
            </div>
          )),
        ],
      ]}
    />
  );
}
