import { Button, TextInput } from '@mantine/core';
import { useMessages } from '../../app/language.tsx';
import { FilterPopover } from '../../components/FilterPopover.tsx';
import { Segments } from '../../components/Segments.tsx';
import { TagSelect } from '../../components/TagSelect.tsx';
import { keyOfTag, tagOfKey } from '../../components/tag-key.ts';
import { filtersSet, noFilters } from './fitting.ts';
import styles from './sphere.module.css';
import { useSphereAddress } from './sphere-address.ts';

/** The library's filters that matter to a picture of people: whoever does not fit is dimmed. */
export function SphereFilter() {
  const { library: words, tags } = useMessages();
  const [{ find, tag, quality }, set] = useSphereAddress();
  const count = filtersSet({ find, tag, quality });
  return (
    <FilterPopover {...{ count }} position="top-start" width={320}>
      <div className={styles.fields}>
        <TextInput
          type="search"
          label={words.find}
          value={find}
          onChange={({ target }) => set({ find: target.value }, { replace: true })}
        />
        <TagSelect
          label={tags.title}
          none={tags.any}
          value={tagOfKey(tag)}
          onChange={(next) => set({ tag: keyOfTag(next) })}
        />
        <Segments
          label={words.qualityTitle}
          value={quality}
          options={(['any', 'good', 'poor'] as const).map((value) => [value, words.qualities[value]])}
          onChange={(next) => set({ quality: next })}
        />
        <Button variant="default" disabled={count === 0} onClick={() => set(noFilters)}>
          {words.clearFilters}
        </Button>
      </div>
    </FilterPopover>
  );
}
