import { Badge, Button, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconFileExport,
  IconFolderPlus,
  IconSearch,
  IconSparkles,
  IconTableExport,
  IconUserCheck,
} from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { LibrarySummary } from '../../../src-shared/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { Screen, type ScreenAction } from '../../components/Screen.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useAddDemo, useAddFolder } from '../../shell/add-folder/index.tsx';
import { DataExportDialog } from '../../shell/data-export/DataExportDialog.tsx';
import { NextSteps } from '../../shell/first-run/NextSteps.tsx';
import { ExportDialog } from './export/ExportDialog.tsx';
import { FaceInspector } from './FaceInspector.tsx';
import { FacesPage } from './FacesPage.tsx';
import { FaceSize, FilterBar } from './FilterBar.tsx';
import { isUnfiltered, noFilters } from './library-query.ts';
import { PhotoView } from './photo/PhotoView.tsx';
import { OutdatedFaces } from './problems/OutdatedFaces.tsx';
import { Problems, useProblems } from './problems/Problems.tsx';
import { ReadingNotice } from './ReadingNotice.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useEnrolment } from './useEnrolment.ts';
import { useLibrary } from './useLibrary.ts';

interface FilledLibraryProps {
  summary: LibrarySummary | undefined;
  isBusy: boolean;
}

/** The library with photos in it, or being read: its faces, one photo in full, or what may be wrong. */
export function FilledLibrary({ summary, isBusy }: FilledLibraryProps) {
  const { library: words, screens } = useMessages();
  const library = useLibrary();
  const { state, set, faces, chosen, actions, changes, picker, photo, nameOf } = library;
  const problems = useProblems(summary, faces.isPainted);
  const view = state.view === 'photo' && state.photo === null && state.face === null ? 'faces' : state.view;
  const openProblems = () => set({ view: 'problems' });
  const openExport = useCallback(() => set({ export: true }), [set]);
  const openData = useCallback(() => set({ data: true }), [set]);
  return (
    <Screen
      title={screens.library}
      detail={
        summary && (
          <span data-testid="counts">
            {isUnfiltered(state)
              ? words.counts(summary.people, summary.photos, summary.faces)
              : words.shown(faces.ids.length)}
          </span>
        )
      }
      fill={view !== 'problems'}
      tools={
        <>
          {view === 'faces' && <FaceSize />}
          {problems > 0 && view !== 'problems' && <ProblemsButton count={problems} onClick={openProblems} />}
          <FindField find={state.find} onFind={(find) => set({ find, view: 'faces' }, { replace: true })} />
        </>
      }
      {...useTitleActions(isBusy, problems, { openProblems, openExport, openData })}
      bar={view === 'faces' && <FilterBar {...{ state, set }} people={library.list ?? []} />}
      notice={
        <>
          <OutdatedFaces outdated={summary?.outdated ?? 0} busy={isBusy} />
          <ReadingNotice />
          {!isBusy && summary !== undefined && view === 'faces' && <NextSteps vectors={summary.vectors} />}
        </>
      }
      inspector={photo && view !== 'problems' && <FaceInspector {...library} {...{ photo }} />}
      footer={
        chosen.ids.length > 1 &&
        view === 'faces' && (
          <SelectionBar
            faces={chosen}
            {...{ actions, picker }}
            onMove={library.onMove}
            onClear={library.onClose}
          />
        )
      }
    >
      {view === 'faces' && <FacesPage {...library} />}
      {view === 'photo' && photo && (
        <PhotoView
          key={photo.id}
          {...{ photo, changes, nameOf }}
          selected={state.face}
          onSelect={library.onSelect}
          onStep={library.onStep}
          onClose={library.onClose}
        />
      )}
      {view === 'photo' && library.photoError && <ErrorState error={library.photoError} />}
      {view === 'problems' && summary && (
        <Problems
          {...{ summary, nameOf }}
          onOpen={(photo, face) => set({ view: 'photo', photo, face })}
          onShowPoor={() => set({ ...noFilters, view: 'faces', quality: 'poor', person: '', find: '' })}
          onClose={() => set({ view: 'faces' })}
        />
      )}
      <Exports {...{ state, set }} />
    </Screen>
  );
}

function Exports({ state, set }: Pick<ReturnType<typeof useLibrary>, 'state' | 'set'>) {
  return (
    <>
      {state.export && (
        <ExportDialog folder={state.folder} onClose={() => set({ export: false }, { replace: true })} />
      )}
      {state.data && (
        <DataExportDialog
          kind="embeddings"
          headId={null}
          onClose={() => set({ data: false }, { replace: true })}
        />
      )}
    </>
  );
}

function FindField({ find, onFind }: { find: string; onFind(find: string): void }) {
  const { library: words } = useMessages();
  return (
    <TextInput
      type="search"
      aria-label={words.find}
      placeholder={words.find}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      value={find}
      onChange={({ target }) => onFind(target.value)}
    />
  );
}

function ProblemsButton({ count, onClick }: { count: number; onClick(): void }) {
  const { library: words } = useMessages();
  return (
    <Button
      variant="default"
      leftSection={<IconAlertTriangle size={16} stroke={1.75} aria-hidden />}
      rightSection={
        <Badge variant="light" color="accent" className="tabular">
          {count}
        </Badge>
      }
      {...{ onClick }}
    >
      {words.problems}
    </Button>
  );
}

/** What is mostly done here, and what else. */
function useTitleActions(
  isBusy: boolean,
  problems: number,
  { openProblems, openExport, openData }: Record<'openProblems' | 'openExport' | 'openData', () => void>,
) {
  const { library: words, exports: exportWords } = useMessages();
  const { limits } = useLimits();
  const addFolder = useAddFolder();
  const enrolAll = useEnrolment(limits);
  const addDemo = useAddDemo();
  const menu: ScreenAction[] = [
    {
      label: words.addDemo,
      icon: IconSparkles,
      disabled: isBusy,
      onClick: addDemo,
    },
    { label: words.problemsCount(problems), icon: IconAlertTriangle, onClick: openProblems },
    { label: words.enrolAll, icon: IconUserCheck, onClick: () => void enrolAll() },
    { label: exportWords.action, icon: IconFileExport, onClick: openExport },
    { label: exportWords.data.action, icon: IconTableExport, onClick: openData },
  ];
  useActions(
    useMemo(
      () => [
        {
          id: 'export-xmp',
          group: 'screen' as const,
          label: exportWords.action,
          icon: IconFileExport,
          run: openExport,
        },
        {
          id: 'export-data',
          group: 'screen' as const,
          label: exportWords.data.action,
          icon: IconTableExport,
          run: openData,
        },
      ],
      [exportWords, openExport, openData],
    ),
  );
  return {
    action: { label: words.add, icon: IconFolderPlus, disabled: isBusy, onClick: () => addFolder() },
    menu,
  };
}
