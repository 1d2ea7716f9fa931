import { CloseButton } from '@mantine/core';
import type { GivenTag, Input } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './TagList.module.css';

/**
 * The tags of a face or a person. One that is of the face or the person alone can be taken away; of a face's others it says whose they
 * are: they would be taken from other faces, too.
 */
export function TagList({ of }: { of: Input<'library.tagsOf'> }) {
  const { tags: words } = useMessages();
  const { data: tags = [] } = useCall('library.tagsOf', of);
  const change = useChange();
  if (tags.length === 0) return null;
  const own: GivenTag['of'] = 'faceId' in of ? 'face' : 'person';
  const tagged = 'faceId' in of ? { faceIds: [of.faceId] } : { personIds: [of.personId] };
  return (
    <ul className={styles.tags} aria-label={words.all}>
      {tags.map((tag) => (
        <li key={tag.name} className={styles.tag}>
          {words.named(tag)}
          {tag.of === own ? (
            <CloseButton
              size="xs"
              aria-label={words.takeAwayNamed(words.named(tag))}
              onClick={() =>
                void change(() => bridge.call('library.setTag', { of: tagged, name: tag.name, value: '' }))
              }
            />
          ) : (
            <span className="quiet">{words.ofAll[tag.of]}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
