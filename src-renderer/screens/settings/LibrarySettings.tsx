import { Button, SegmentedControl } from '@mantine/core';
import {
  type DetectorId,
  type FalseAcceptPreset,
  falseAcceptPresets,
} from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useScan } from '../../app/reading/index.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { formatBytes } from './bytes.ts';
import { GallerySearch } from './GallerySearch.tsx';
import { Setting } from './Setting.tsx';
import styles from './SettingsScreen.module.css';

/** Where the library lies, what finds its faces, and how careful it is with names. */
export function LibrarySettings() {
  const { settings: words } = useMessages();
  const { language } = useLanguage();
  const { data: info } = useCall('app.info', undefined);
  const { data: storage } = useCall('app.storage', undefined);
  return (
    <Panel title={words.library}>
      <Setting label={words.place} help={<span className={styles.path}>{info?.library}</span>}>
        {() => <span className="tabular">{storage && formatBytes(storage.bytes, language)}</span>}
      </Setting>
      <Detector />
      <FalseAccepts />
      <GallerySearch />
    </Panel>
  );
}

function Detector() {
  const { settings: words, library } = useMessages();
  const { data: summary } = useCall('library.summary', undefined);
  const { reading, readAgain } = useScan();
  const forget = useForget();
  const toasts = useToasts();
  if (summary === undefined) return null;
  const { detector: before, byOtherDetector } = summary;

  async function set(detector: DetectorId) {
    await bridge.call('library.setDetector', { detector });
    forget('library');
  }
  const choose = (detector: DetectorId) =>
    set(detector).then(
      () =>
        toasts.tell(
          ({ library }) => library.detectorChosen(library.detectors[detector]),
          () => set(before),
        ),
      toasts.fail,
    );
  return (
    <>
      <Setting label={library.detector} help={words.detectorHelp[before]}>
        {(labelledBy) => (
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={before}
            onChange={choose}
            data={(['ssd', 'tiny'] as const).map((value) => ({ value, label: library.detectors[value] }))}
          />
        )}
      </Setting>
      {byOtherDetector > 0 && (
        <Setting label={library.readAgain} help={library.byOtherDetector(byOtherDetector)}>
          {() => (
            <Button variant="default" disabled={reading !== null} onClick={() => readAgain()}>
              {words.start}
            </Button>
          )}
        </Setting>
      )}
    </>
  );
}

const presets = Object.keys(falseAcceptPresets) as FalseAcceptPreset[];

function FalseAccepts() {
  const { settings: words, recognise } = useMessages();
  const { data: rate } = useCall('matching.falseAccept', undefined);
  const forget = useForget();
  const toasts = useToasts();
  if (rate === undefined) return null;
  const chosen = presets.find((preset) => falseAcceptPresets[preset] === rate);

  async function set(next: number) {
    await bridge.call('matching.setFalseAccept', { rate: next });
    forget('matching', 'review');
  }
  const choose = (preset: FalseAcceptPreset, before: number) =>
    set(falseAcceptPresets[preset]).then(
      () =>
        toasts.tell(
          ({ recognise }) => recognise.falseAcceptChosen,
          () => set(before),
        ),
      toasts.fail,
    );
  const percent = String(Number((100 * rate).toPrecision(3)));
  return (
    <Setting
      label={recognise.falseAccept}
      help={chosen === undefined ? recognise.otherRate(percent) : words.falseAcceptHelp[chosen]}
    >
      {(labelledBy) => (
        <SegmentedControl
          aria-labelledby={labelledBy}
          value={chosen ?? ''}
          onChange={(preset) => choose(preset as FalseAcceptPreset, rate)}
          data={presets.map((value) => ({ value, label: words.falseAccepts[value] }))}
        />
      )}
    </Setting>
  );
}
