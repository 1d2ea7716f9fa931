import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { GroupsResult } from '../../../src-shared/contract/index.ts';
import { groupingKinds } from '../../../src-shared/recognition/index.ts';
import { go, href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { keyOfTag } from '../../components/tag-key.ts';
import styles from './evaluate.module.css';
import { FaceLink, type FacesById } from './faces.tsx';
import { Opened, OpenedPairs } from './Opened.tsx';
import { worstOf } from './opened.ts';

interface OpenedGroupProps {
  /** Whose failures are shown. */
  head: string;
  by: string;
  row: GroupsResult['rows'][number];
  failed: GroupsResult['heads'][number]['groups'][number]['failed'];
  faces: FacesById;
  onClose(): void;
}

/** Some faces of a group, and its pairs that a head gets wrong. */
export function OpenedGroup({ head, by, row, failed, faces, onClose }: OpenedGroupProps) {
  const { evaluate: words } = useMessages();
  // The library can filter by a column of a table, not by the bands of a number; photos beside it are not there, and have numbers below 0.
  const isColumn = !groupingKinds.some((kind) => kind === by) && row.sample.some((face) => face > 0);
  return (
    <Opened
      title={words.groupOpened(row.name, head)}
      detail={failed && words.failedOfGroup(failed.same, row.same, failed.different, row.different)}
      {...{ onClose }}
    >
      <ul className={styles.sample} aria-label={words.groupSample(row.name)}>
        {row.sample.map((id) => (
          <li key={id}>
            <FaceLink {...{ id, faces }} />
          </li>
        ))}
      </ul>
      {isColumn && (
        <Button
          variant="default"
          leftSection={<IconEye size={16} stroke={1.75} aria-hidden />}
          onClick={() => go(href('library', [], { tag: keyOfTag({ name: by, value: row.name }) }))}
        >
          {words.lookAtGroup}
        </Button>
      )}
      {failed && (
        <OpenedPairs
          items={worstOf(failed, words)}
          titles={[words.rejectedPairs, words.acceptedPairs]}
          {...{ faces }}
        />
      )}
    </Opened>
  );
}
