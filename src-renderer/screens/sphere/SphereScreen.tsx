import { useMemo, useState } from 'react';
import { project } from '../../../src-shared/sphere/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Field } from '../../components/Field.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { SphereView } from '../../sphere/SphereView.tsx';
import { NeighbourTable } from './NeighbourTable.tsx';
import { SpreadNumbers } from './SpreadNumbers.tsx';

type Source = 'learned' | 'means';

/** The class centres of a head on the sphere, and their spread in numbers. */
export default function SphereScreen() {
  const messages = useMessages();
  const { sphere: words } = messages;
  const [headId, setHeadId] = useState<number | null>(null);
  const [source, setSource] = useState<Source | null>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const { data: heads } = useCall('training.heads', undefined);
  const summary = useCall('library.summary', undefined);
  const hasCentres = heads?.find(({ id }) => id === headId)?.hasCentres ?? false;
  const input = { headId: headId ?? 0, ...(source !== null && hasCentres && { centres: source }) };
  const enoughPeople = (summary.data?.people ?? 0) >= 2;
  const { data, error } = useCall('sphere.spread', input, { enabled: headId !== null && enoughPeople });
  const projection = useMemo(() => (data ? project(data.centres) : null), [data]);
  const picture = useMemo(
    () =>
      data &&
      projection && {
        points: projection.points,
        names: data.names,
        faceIds: data.faceIds,
        nearest: data.spread.nearest,
      },
    [data, projection],
  );

  return (
    <>
      <h1>{messages.screens.sphere}</h1>
      <p className="quiet">{words.intro}</p>
      <div className="row panel">
        <HeadPicker
          value={headId}
          onChange={(id) => {
            setHeadId(id);
            setSelected(null);
          }}
        />
        <Field label={words.source}>
          {(control) => (
            <select
              {...control}
              value={data?.source ?? 'means'}
              disabled={!hasCentres}
              onChange={({ target }) => {
                setSource(target.value === 'learned' ? 'learned' : 'means');
                setSelected(null);
              }}
            >
              {hasCentres && <option value="learned">{words.learned}</option>}
              <option value="means">{words.means}</option>
            </select>
          )}
        </Field>
      </div>
      {error && <ErrorNote error={error} />}
      {summary.data && !enoughPeople && <p className="quiet">{words.noPoints}</p>}
      {data && projection && picture && (
        <div className="wide-columns">
          <section className="panel" aria-label={words.picture}>
            <SphereView picture={picture} selected={selected} onSelect={setSelected} />
            <small>
              {projection.exact || projection.worst === null
                ? words.exact
                : words.projected(
                    projection.meanError.toFixed(1),
                    data.names[projection.worst.pair[0]]!,
                    data.names[projection.worst.pair[1]]!,
                    projection.worst.shown.toFixed(0),
                    projection.worst.true.toFixed(0),
                  )}
            </small>
          </section>
          <div>
            <SpreadNumbers spread={data.spread} names={data.names} />
            <NeighbourTable
              names={data.names}
              nearest={data.spread.nearest}
              selected={selected}
              onSelect={setSelected}
            />
          </div>
        </div>
      )}
    </>
  );
}
