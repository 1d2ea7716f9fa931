import { ActionIcon, Loader } from '@mantine/core';
import { IconPhotoOff, IconPhotoSearch, IconPlus, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { toError } from '../../../src-shared/errors/index.ts';
import { href } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useMessages } from '../../app/language.tsx';
import { useSharedState } from '../../app/shared-state.ts';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { Boxes } from './Boxes.tsx';
import { FaceAnswer } from './FaceAnswer.tsx';
import { forgetProbe, type Probe, probes, showProbe } from './probes.ts';
import styles from './recognise.module.css';
import { useActiveMatches } from './useActiveMatches.ts';
import { thresholdText } from './words.ts';

/** Photos that were dropped, pasted or chosen: the one that is shown with its faces, and the answers beside it. */
export function PhotosView({ onChoose }: { onChoose(): void }) {
  const { recognise: words } = useMessages();
  const { probes: all, shown } = useSharedState(probes);
  const probe = all.find(({ id }) => id === shown) ?? all.at(-1);
  if (probe === undefined) {
    return (
      <EmptyState
        icon={IconPhotoSearch}
        title={words.none}
        action={{ label: words.choose, onClick: onChoose }}
      >
        {words.intro}
      </EmptyState>
    );
  }
  return (
    <div className={styles.photos}>
      <ShownProbe key={probe.id} {...{ probe }} strip={<Strip {...{ all, onChoose }} shown={probe.id} />} />
    </div>
  );
}

function ShownProbe({ probe, strip }: { probe: Probe; strip: React.ReactNode }) {
  const { recognise: words } = useMessages();
  const change = useChange();
  const [chosen, setChosen] = useState<number | null>(null);
  const { faces, picture, width, height, failure, name } = probe;
  const described = useMemo(() => (faces ?? []).map(({ face }) => face), [faces]);
  const result = useActiveMatches(described);
  const boxed = useMemo(
    () => (faces ?? []).map(({ face, chip }, i) => ({ key: chip, box: face.box, match: result?.matches[i] })),
    [faces, result],
  );
  return (
    <>
      <div className={styles.stage}>
        {failure ? (
          <ErrorState error={toError(failure)} />
        ) : picture === null ? (
          <div className={styles.working} role="status">
            <Loader size="sm" /> {words.decoding(name)}
          </div>
        ) : (
          <Boxes {...{ width, height, chosen }} faces={boxed} onChoose={setChosen}>
            <img src={picture} alt={name} className={styles.picture} />
          </Boxes>
        )}
        {picture !== null && faces === null && (
          <p className={styles.working} role="status">
            <Loader size="sm" /> {words.working}
          </p>
        )}
        {strip}
      </div>
      <div className={styles.answers} aria-live="polite">
        {faces?.length === 0 && !failure && <p className="quiet">{words.noFace}</p>}
        {faces?.map(({ face, chip }, i) => (
          <FaceAnswer
            key={chip}
            number={i + 1}
            {...{ face, chip }}
            match={result?.matches[i]}
            threshold={result?.threshold}
            chosen={chosen === i}
            onChoose={() => setChosen(i)}
            onName={(person) =>
              void change(() => bridge.call('people.enrolNew', { name: person, source: name, face }))
            }
          />
        ))}
        {result && result.people > 0 && (
          <p className={styles.note}>
            {thresholdText(result.threshold, words)} {words.prior}{' '}
            <a href={href('settings')}>{words.change}</a>
            {result.suspects > 0 && (
              <>
                {' '}
                {words.suspects(result.suspects)}{' '}
                <a href={href('review', [], { view: 'doubtful' })}>{words.checkNames}</a>
              </>
            )}
          </p>
        )}
      </div>
    </>
  );
}

function Strip({ all, shown, onChoose }: { all: readonly Probe[]; shown: number; onChoose(): void }) {
  const { recognise: words } = useMessages();
  return (
    <ul className={styles.strip} aria-label={words.photos}>
      {all.map(({ id, name, picture, failure }) => (
        <li key={id}>
          <button type="button" aria-pressed={id === shown} aria-label={name} onClick={() => showProbe(id)}>
            {picture !== null ? (
              <img src={picture} alt="" />
            ) : failure ? (
              <IconPhotoOff size={20} stroke={1.75} aria-hidden />
            ) : (
              <Loader size="sm" />
            )}
          </button>
          <ActionIcon
            className={styles.forget!}
            size={20}
            variant="filled"
            color="dark"
            aria-label={words.forget(name)}
            onClick={() => forgetProbe(id)}
          >
            <IconX size={12} stroke={2} />
          </ActionIcon>
        </li>
      ))}
      <li>
        <button type="button" aria-label={words.choose} onClick={onChoose}>
          <IconPlus size={20} stroke={1.75} aria-hidden />
        </button>
      </li>
    </ul>
  );
}
