/** The screen Library: every face, and the photo it is on. */
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useScan } from '../../app/reading/index.tsx';
import { Screen } from '../../components/Screen.tsx';
import { FirstRun } from '../../shell/first-run/FirstRun.tsx';
import { FilledLibrary } from './FilledLibrary.tsx';

/** Shows the faces of the library; without photos, how to begin. */
export function LibraryScreen() {
  const { screens } = useMessages();
  const scan = useScan();
  const { data: summary } = useCall('library.summary', undefined);
  const isBusy = scan.reading !== null || scan.listing !== null;
  if (summary !== undefined && summary.photos + summary.failures === 0 && !isBusy) {
    return (
      <Screen title={screens.library}>
        <FirstRun />
      </Screen>
    );
  }
  return <FilledLibrary {...{ summary, isBusy }} />;
}
