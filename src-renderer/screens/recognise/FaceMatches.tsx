/** The ranked people for each face of a photo on the screen Recognise. */
import { useState } from 'react';
import {
  type DescribedFace,
  type Match,
  type Output,
  qualityLimits,
} from '../../../src-shared/contract/index.ts';
import { poorBecause, rate } from '../../../src-shared/quality/index.ts';
import { useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';
import { QualityTable } from '../../components/QualityTable.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { thresholdText, whoText } from './words.ts';

interface FaceMatchesProps {
  /** Null before a photo was looked at. */
  faces: readonly DescribedFace[] | null;
  result: Output<'matching.match'> | undefined;
  onEnrol(face: DescribedFace, name: string): void;
}

/** For each face of the photo the ranked people, and how sure that is. */
export function FaceMatches({ faces, result, onEnrol }: FaceMatchesProps) {
  const { recognise: words } = useMessages();
  if (faces === null) return <section />;
  if (faces.length === 0) return <section className="panel">{words.noFace}</section>;
  return (
    <section className="panel" aria-live="polite">
      {result?.people === 0 && <p>{words.nobody}</p>}
      {faces.map((face, i) => (
        <FaceMatch
          key={`${face.box.x},${face.box.y}`}
          number={i + 1}
          match={result?.matches[i]}
          face={face}
          onEnrol={(name) => onEnrol(face, name)}
        />
      ))}
      {result && result.people > 0 && (
        <small>
          {thresholdText(result.threshold, words)} {words.prior}
        </small>
      )}
    </section>
  );
}

interface FaceMatchProps {
  number: number;
  match: Match | undefined;
  face: DescribedFace;
  onEnrol(name: string): void;
}

function FaceMatch({ number, match, face, onEnrol }: FaceMatchProps) {
  const { recognise: words, quality } = useMessages();
  const { limits } = useLimits();
  // Poor faces are marked even if no limit leaves them out.
  const poor = poorBecause(face, limits ?? qualityLimits.parse({}));
  const [name, setName] = useState('');
  return (
    <div className="match">
      <h2 className={match?.known ? 'known' : ''}>
        {words.face(number)}: {match === undefined ? '' : whoText(match, words)}
      </h2>
      {match && match.margin !== null && <small>{words.margin(match.margin.toFixed(3))}</small>}
      <ol>
        {match?.candidates.map(({ personId, name: candidate, cosine }) => (
          <li key={personId}>
            {candidate} {cosine.toFixed(3)}
          </li>
        ))}
      </ol>
      {poor !== null && <p className="hint">{quality.poorProbe(quality.reasons[poor])}</p>}
      <details>
        <summary>{quality.rated(rate(face).overall.toFixed(2))}</summary>
        <QualityTable {...{ face }} />
      </details>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          onEnrol(name);
          setName('');
        }}
      >
        <Field label={words.name}>
          {(control) => (
            <input
              {...control}
              value={name}
              required
              maxLength={200}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <button type="submit">{words.enrol}</button>
      </form>
    </div>
  );
}
