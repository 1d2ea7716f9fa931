/** The screen Library: folders, people and their faces. */
import { useState } from 'react';
import type { QualityLimits as Limits } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { useToasts } from '../../app/toasts.tsx';
import { Counting } from '../../components/Counting.tsx';
import { Progress } from '../../components/Progress.tsx';
import { leftOutText, QualityLimitFields } from '../../components/QualityLimitFields.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { AddFolder } from './AddFolder.tsx';
import { Ambiguous } from './Ambiguous.tsx';
import { DetectorChoice } from './DetectorChoice.tsx';
import { Duplicates } from './Duplicates.tsx';
import { FaceGrid } from './FaceGrid.tsx';
import { Failures } from './Failures.tsx';
import { Missing } from './Missing.tsx';
import { OutdatedFaces } from './OutdatedFaces.tsx';
import { type FaceFilter, PeopleList } from './PeopleList.tsx';
import { useScan } from './useScan.ts';

/** Adds folders of photos, and shows the faces by person. */
export function LibraryScreen() {
  const { library: words, quality } = useMessages();
  const { limits } = useLimits();
  const [onlyPoor, setOnlyPoor] = useState(false);
  const { reading, listing, unmatched, read, readAgain, cancel } = useScan();
  const [selection, setSelection] = useState<FaceFilter>('everyone');
  const summary = useCall('library.summary', undefined);
  const people = useCall('people.list', undefined);
  const toasts = useToasts();
  const forget = useForget();
  const selected = people.data?.find(({ id }) => id === selection);
  const title = selected?.name ?? (selection === null ? words.nobody : words.everyone);

  async function enrol(work: () => Promise<{ ids: number[]; text: (messages: Messages) => string }>) {
    const refresh = () => forget('people', 'matching', 'library');
    try {
      const { ids, text } = await work();
      toasts.tell(text, async () => {
        await bridge.call('people.undoEnrol', { enrolmentIds: ids });
        refresh();
      });
    } catch (error) {
      toasts.fail(error);
    }
    refresh();
  }

  const enrolAll = () =>
    enrol(async () => {
      const { enrolments, leftOut, notEnrolled } = await bridge.call('people.enrolAll', { limits });
      const text = ({ library, quality }: Messages) => {
        const texts = [library.enrolledAll(enrolments.length)];
        if (leftOut.leftOut > 0) texts.push(leftOutText(leftOut, quality));
        if (notEnrolled.length > 0) texts.push(quality.notEnrolled(notEnrolled));
        return texts.join(' ');
      };
      return { ids: enrolments.map(({ enrolmentId }) => enrolmentId), text };
    });

  const enrolSelected = (personId: number, name: string) =>
    enrol(async () => {
      const faceIds = await allFaceIds(personId, limits);
      if (faceIds.length === 0) {
        throw new TammesError('no-face-good-enough', { name });
      }
      const { enrolmentId, added } = await bridge.call('people.enrol', { name, faceIds });
      return { ids: [enrolmentId], text: ({ library }) => library.enrolledOne(name, added) };
    });

  return (
    <>
      <h1>{useMessages().screens.library}</h1>
      <p className="quiet">{words.intro}</p>
      <OutdatedFaces outdated={summary.data?.outdated ?? 0} busy={reading !== null || listing !== null} />
      <div className="panel">
        {listing !== null ? (
          <Counting label={words.listing(listing.folder)} detail={words.listed(listing.files)} />
        ) : reading === null ? (
          <>
            <AddFolder onAdd={read} />
            {summary.data && <DetectorChoice library={summary.data} onFindAnew={readAgain} />}
          </>
        ) : (
          <Progress
            label={words.reading(reading.progress.folder)}
            done={reading.progress.done}
            total={reading.progress.total}
            detail={words.progress(reading.progress.done, reading.progress.total, reading.progress.faces)}
            remaining={reading.remaining}
            onCancel={cancel}
          />
        )}
        {reading?.vision && <small>{words.vision(reading.vision.backend, reading.vision.lost)}</small>}
        {unmatched !== null && (
          <p className="hint" role="status">
            {words.unmatched(unmatched.count, unmatched.example)}
          </p>
        )}
      </div>
      {summary.data && summary.data.photos + summary.data.failures === 0 ? (
        <p className="quiet">
          {words.empty} <a href="#/story">{words.toStory}</a>
        </p>
      ) : (
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
                <button type="button" onClick={() => enrolSelected(selected.id, selected.name)}>
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
            <FaceGrid
              key={String(selection)}
              people={people.data ?? []}
              {...{ selection, limits, onlyPoor }}
            />
          </section>
        </div>
      )}
      <Ambiguous />
      <Missing />
      <Duplicates />
      <Failures />
    </>
  );
}

/** All faces of a person that the limits let through. */
async function allFaceIds(personId: number, limits: Limits | null): Promise<number[]> {
  const only = limits && { limits, poor: false };
  const ids: number[] = [];
  for (let total = 1; ids.length < total; ) {
    const page = await bridge.call('library.faces', { personId, only, offset: ids.length, limit: 500 });
    ids.push(...page.faces.map(({ id }) => id));
    // A page that comes back empty was emptied meanwhile.
    total = page.faces.length === 0 ? 0 : page.total;
  }
  return ids;
}
