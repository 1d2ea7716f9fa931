import { Button } from '@mantine/core';
import { IconCheck, IconUserOff, IconUserX } from '@tabler/icons-react';
import { useState } from 'react';
import { type FaceGroup, type Input, mediaUrl } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { type Decision, Decisions } from './Decisions.tsx';
import { FacesToTakeOut } from './FacesToTakeOut.tsx';
import { Likelihood } from './Likelihood.tsx';
import { Question } from './Question.tsx';
import styles from './review.module.css';
import { usePeople } from './usePeople.ts';
import type { Queue } from './useQueue.ts';

/** One group in full: members are taken out, the rest gets a name or is ignored. */
export function GroupStage({ group, queue }: { group: FaceGroup; queue: Queue<FaceGroup> }) {
  const { review: words } = useMessages();
  const { people, nameOf } = usePeople();
  const change = useChange();
  const { data: whole } = useCall('review.groupFaces', { groupId: group.id });
  const faceIds = whole?.faceIds ?? group.faceIds;
  const [out, setOut] = useState<ReadonlySet<number>>(new Set());
  const { likely } = group;
  const name = likely && nameOf(likely.personId);
  const portrait = likely && people.get(likely.personId)?.portrait;

  const anyKept = out.size < group.size;
  /** Whoever decides before all faces are there decides about all of them, too. */
  const allKept = async () => {
    const { faceIds } = whole ?? (await bridge.call('review.groupFaces', { groupId: group.id }));
    return faceIds.filter((id) => !out.has(id));
  };

  const give = (to: Input<'people.moveFaces'>['to']) => {
    if (anyKept)
      queue.decide(async (allowTwice) =>
        bridge.call('people.moveFaces', { faceIds: await allKept(), to, allowTwice }),
      );
  };
  const decisions: Decision[] = [
    ...(likely && name
      ? [
          {
            id: 'yes',
            label: words.yesName(name),
            icon: IconCheck,
            keys: 'Y',
            variant: 'filled' as const,
            run: () => give({ personId: likely.personId }),
          },
          {
            id: 'no',
            label: words.notName(name),
            icon: IconUserX,
            keys: 'N',
            // The group stays, and is asked about without that name.
            run: () => {
              if (anyKept)
                void change(async () =>
                  bridge.call('people.reject', { faceIds: await allKept(), personId: likely.personId }),
                );
            },
          },
        ]
      : []),
    {
      id: 'ignore',
      label: words.ignore,
      icon: IconUserOff,
      keys: 'I',
      run: () => {
        if (anyKept)
          queue.decide(async () =>
            bridge.call('people.ignoreFaces', { faceIds: await allKept(), ignored: true }),
          );
      },
    },
  ];

  return (
    <div className={styles.stage}>
      <section className={styles.answer}>
        <span className={styles.chip}>{words.faces(group.size)}</span>
        <div className={styles.person}>
          {portrait != null && <img src={mediaUrl.chip(portrait)} alt="" width={72} height={72} />}
          <Question>{name ? words.isThis(name) : words.whoIsThis}</Question>
        </div>
        {likely && name && <Likelihood {...{ name }} probability={likely.probability} />}
        <p className={styles.note}>{words.ignoreHelp}</p>
      </section>
      <Members {...{ faceIds, out }} onChange={setOut} />
      <Decisions {...{ decisions }} onSkip={queue.skip} onPick={(name) => give({ name })} />
    </div>
  );
}

interface MembersProps {
  faceIds: readonly number[];
  out: ReadonlySet<number>;
  onChange(out: ReadonlySet<number>): void;
}

/** The faces of a group, and what was taken out of it. */
function Members({ faceIds, out, onChange }: MembersProps) {
  const { review: words } = useMessages();
  return (
    <section className={styles.picture}>
      <div className={styles.hint}>
        {out.size === 0 ? (
          words.takeOut
        ) : (
          <>
            <strong>{words.takenOut(out.size)}</strong> {words.nameAll(faceIds.length - out.size)}
            <Button variant="subtle" size="compact-sm" onClick={() => onChange(new Set())}>
              {words.putBack}
            </Button>
          </>
        )}
      </div>
      <FacesToTakeOut label={words.groupFaces} {...{ faceIds, out, onChange }} />
    </section>
  );
}
