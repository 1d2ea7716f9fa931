import { Loader } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import type { Verification } from '../../../src-shared/contract/index.ts';
import { wordingOf } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useSharedState } from '../../app/shared-state.ts';
import { Panel } from '../../components/Panel.tsx';
import { type Probe, probes } from './probes.ts';
import { ScoreHistogram } from './ScoreHistogram.tsx';
import { useActiveHead } from './useActiveMatches.ts';
import styles from './verify.module.css';
import { pairOf, verifyFile } from './verify-pair.ts';
import { sureText } from './words.ts';

/** Two photos: the same person or not, how sure, and where the pair lies among pairs of the library. */
export function VerifyView() {
  const { recognise: words } = useMessages();
  const sides = useSharedState(pairOf);
  const { probes: all } = useSharedState(probes);
  const [first, second] = sides.map((id) => all.find((probe) => probe.id === id) ?? null) as [
    Probe | null,
    Probe | null,
  ];
  const headId = useActiveHead();
  const faces = [first, second].map((probe) => probe?.faces?.[0]?.face);
  const features = faces.map((face) => face?.feature);
  const ready = features.every((feature) => feature !== undefined);
  const { data } = useQuery({
    queryKey: ['matching.verify', headId, features.map((feature) => feature?.slice(0, 8))],
    queryFn: () =>
      bridge.call('matching.verify', {
        headId: headId!,
        features: features.map((one) => [...one!]),
        featureVersion: faces[0]?.featureVersion,
      }),
    enabled: ready && headId !== undefined,
  });
  return (
    <div className={styles.verify}>
      <div className={styles.pair}>
        <Side side={0} probe={first} label={words.firstPhoto} />
        <Side side={1} probe={second} label={words.secondPhoto} />
      </div>
      <div aria-live="polite">
        {ready && data && <Answer answer={data} />}
        {!ready && <p className={styles.hint}>{words.verifyHelp}</p>}
      </div>
    </div>
  );
}

function Answer({ answer }: { answer: Verification }) {
  const { recognise: words } = useMessages();
  const { same, probability, cosine, threshold } = answer;
  return (
    <>
      <p className={styles.answer} data-same={same || undefined}>
        {same ? words.samePerson : words.differentPeople}
        {probability !== null && (
          <span className={styles.sure}> {words.probabilitySame(sureText(probability, words))}</span>
        )}
      </p>
      <Panel title={words.scores} detail={words.scoresDetail(cosine.toFixed(3), threshold.cosine.toFixed(3))}>
        <ScoreHistogram {...{ answer }} />
        {threshold.source === 'default' && <p className="quiet">{words.fewPairs}</p>}
      </Panel>
    </>
  );
}

/** One of the two photos: dropped or chosen. Its largest face counts. */
function Side({ side, probe, label }: { side: 0 | 1; probe: Probe | null; label: string }) {
  const { recognise: words } = useMessages();
  const { language } = useLanguage();
  const [over, setOver] = useState(false);
  const face = probe?.faces?.[0];
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) verifyFile(side, file);
  };
  return (
    <label
      className={styles.side}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept="image/*"
        className="visually-hidden"
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) verifyFile(side, file);
          target.value = '';
        }}
      />
      {face ? (
        <img src={face.chip} alt={probe.name} />
      ) : probe && probe.faces === null ? (
        <Loader />
      ) : (
        <IconPhotoPlus size={40} stroke={1.25} aria-hidden />
      )}
      <span>
        {probe === null
          ? label
          : probe.failure
            ? wordingOf(probe.failure, language).message
            : probe.faces?.length === 0
              ? words.noFace
              : probe.name}
      </span>
    </label>
  );
}
