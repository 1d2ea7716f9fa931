/** The people of the library beside the faces of the one that is selected. */
import { useState } from 'react';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { QualityLimitFields } from '../../components/QualityLimitFields.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { FaceGrid } from './FaceGrid.tsx';
import { type FaceFilter, PeopleList } from './PeopleList.tsx';
import { useEnrolment } from './useEnrolment.ts';

/** Lists people, shows their faces and enrols them. */
export function PeopleAndFaces() {
  const { library: words, quality } = useMessages();
  const { limits } = useLimits();
  const [onlyPoor, setOnlyPoor] = useState(false);
  const [selection, setSelection] = useState<FaceFilter>('everyone');
  const summary = useCall('library.summary', undefined);
  const people = useCall('people.list', undefined);
  const { enrolAll, enrolPerson } = useEnrolment(limits);
  const selected = people.data?.find(({ id }) => id === selection);
  const title = selected?.name ?? (selection === null ? words.nobody : words.everyone);
  return (
    <div className="columns">
      <section className="panel" aria-label={words.people}>
        <p className="quiet" data-testid="counts">
          {summary.data && words.counts(summary.data.people, summary.data.photos, summary.data.faces)}
        </p>
        <QualityLimitFields />
        <p>
          <button type="button" className="primary" disabled={!people.data?.length} onClick={enrolAll}>
            {words.enrolAll}
          </button>
        </p>
        <PeopleList people={people.data ?? []} selection={selection} onSelect={setSelection} />
      </section>
      <section className="panel" aria-label={words.faces(title)}>
        <div className="row">
          <h2 className="grow">{title}</h2>
          {selected && (
            <button type="button" onClick={() => enrolPerson(selected.id, selected.name)}>
              {words.enrol(selected.name)}
            </button>
          )}
        </div>
        {limits !== null && (
          <label className="check">
            <input
              type="checkbox"
              checked={onlyPoor}
              onChange={({ target }) => setOnlyPoor(target.checked)}
            />
            {quality.onlyPoor}
          </label>
        )}
        <FaceGrid key={String(selection)} people={people.data ?? []} {...{ selection, limits, onlyPoor }} />
      </section>
    </div>
  );
}
