import { IconMoodEmpty, IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FaceCard, Input, ListedGroup } from '../../../src-shared/contract/index.ts';
import { poorBecause } from '../../../src-shared/quality/index.ts';
import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { usePreferences } from '../../app/preferences.tsx';
import type { GridSection } from '../../components/grid-rows.ts';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import { VirtualGrid } from '../../components/VirtualGrid.tsx';
import { dateOf, FaceTile, figureOf, hasFigure } from './FaceTile.tsx';
import styles from './library.module.css';
import { isUnfiltered, noFilters } from './library-query.ts';
import type { Library } from './useLibrary.ts';

/** The grid of faces. */
export function FacesPage(library: Library) {
  const { state, set, limits, wanted, faces, nameOf, selection, select, one } = library;
  const { library: words } = useMessages();
  const { faceSize } = usePreferences();
  const sections = useSections(library);
  const { ids, cards, isPending, error, see } = faces;
  const isPoor = (face: FaceCard) => poorBecause(face, limits) !== null;
  const { language } = useLanguage();
  const signs = (face: FaceCard) => [
    // As it stands below the picture.
    [nameOf(face.personId), figureOf(face, state.sort, language) ?? ''].join(' ').trim(),
    ...(isPoor(face) ? [words.icons.poor] : []),
    ...(face.ignored ? [words.icons.ignored] : []),
  ];
  const layout = {
    tile: { width: faceSize, below: hasFigure(state.sort) ? 39 : 23 },
    gap: faceSize < 96 ? 4 : 8,
    padding: 16,
  };
  const open = (id: number) => {
    one(id);
    set({ view: 'photo' });
  };
  return (
    <div className={styles.page}>
      {ids.length === 0 && (
        <div className={styles.rest} data-pending={isPending || undefined}>
          {isPending && <LoadingSkeleton shape="grid" {...layout} />}
          {error && <ErrorState {...{ error }} />}
          {!isPending && !error && (
            <Nothing
              filtered={!isUnfiltered(state)}
              onClear={() => set({ ...noFilters, person: '', find: '' })}
            />
          )}
        </div>
      )}
      {ids.length > 0 && (
        <div className={styles.grid}>
          <VirtualGrid
            key={JSON.stringify(wanted)}
            label={words.everyone}
            {...{ ids, sections, selection }}
            {...layout}
            onSelect={select}
            onOpen={open}
            onRange={see}
            nameOf={(index) => {
              const face = cards.get(ids[index]!);
              return face ? words.tile(signs(face).join(', '), face.photoName) : words.loadingTile;
            }}
            renderTile={(index) => {
              const face = cards.get(ids[index]!);
              return (
                <FaceTile
                  id={ids[index]!}
                  {...{ face }}
                  name={face?.personId == null ? null : nameOf(face.personId)}
                  poor={face !== undefined && isPoor(face)}
                  sort={state.sort}
                />
              );
            }}
          />
        </div>
      )}
    </div>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear(): void }) {
  const { library: words } = useMessages();
  if (!filtered) {
    return (
      <EmptyState icon={IconMoodEmpty} title={words.noFaces}>
        {words.noFacesHelp}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconSearch}
      title={words.noneFound}
      action={{ label: words.clearFilters, onClick: onClear }}
    >
      {words.noneFoundHelp}
    </EmptyState>
  );
}

/** The groups of the grid with their titles. */
function useSections({ wanted, nameOf }: Library): readonly GridSection[] | undefined {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { group } = wanted;
  const { data } = useCall('library.faceGroups', { ...wanted, group } as Input<'library.faceGroups'>, {
    enabled: group !== null,
  });
  return useMemo(() => {
    if (group === null || data === undefined) return undefined;
    const titleOf = (key: ListedGroup['key']) => {
      if (group === 'person') return nameOf(key as number | null);
      if (key === null) return group === 'day' ? words.noDay : words.noFolder;
      return group === 'day' ? dateOf(Date.parse(String(key)), language) : String(key);
    };
    return data.map(({ key, count }) => ({ title: words.groupTitle(titleOf(key), count), count }));
  }, [data, group, nameOf, words, language]);
}
