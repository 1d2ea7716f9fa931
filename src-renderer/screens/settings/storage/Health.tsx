import { Button } from '@mantine/core';
import { type LibraryReport, libraryUse } from '../../../../src-shared/contract/index.ts';
import { type Failure, wordingOf } from '../../../../src-shared/errors/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useCall } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Setting } from '../Setting.tsx';
import styles from './storage.module.css';
import { useRunning } from './useRunning.ts';
import { useWhen } from './useWhen.ts';

/** What the last check found, and what to do about it. */
export function Health() {
  const { storage: words } = useMessages();
  const { data: report } = useCall('storage.report', undefined);
  const running = useRunning('check');
  const toasts = useToasts();
  const when = useWhen();
  const said =
    report == null
      ? words.neverChecked
      : report.faults.length === 0
        ? words.healthy(when(report.at))
        : words.damaged(when(report.at), report.faults.length);
  return (
    <>
      <Setting
        label={words.check}
        help={
          <span role="status">
            {running === null ? said : words.checking(Math.floor(100 * (running.share ?? 0)))}
          </span>
        }
      >
        {() => (
          <Button
            variant="default"
            disabled={running !== null}
            onClick={() => bridge.call('storage.check', undefined).catch(toasts.fail)}
          >
            {words.checkNow}
          </Button>
        )}
      </Setting>
      {report != null && report.faults.length + report.gone.length > 0 && <Faults {...{ report }} />}
    </>
  );
}

function Faults({ report: { faults, gone } }: { report: LibraryReport }) {
  const { storage: words } = useMessages();
  const { language } = useLanguage();
  const stopped = new Set(faults.flatMap(({ stops }) => stops));
  const works = libraryUse.options.filter((use) => !stopped.has(use)).map((use) => words.uses[use]);
  const list = new Intl.ListFormat(language, { type: 'unit' });
  return (
    <div className={styles.faults}>
      <ul>
        {[...faults.map(({ failure }) => failure), ...gone].map((failure) => (
          <Told key={JSON.stringify(failure)} {...{ failure }} />
        ))}
      </ul>
      {faults.length > 0 && (
        <p>
          {works.length === libraryUse.options.length
            ? words.worksAll
            : works.length === 0
              ? words.worksNothing
              : words.works(list.format(works))}
        </p>
      )}
    </div>
  );
}

function Told({ failure }: { failure: Failure }) {
  const { message, remedy } = wordingOf(failure, useLanguage().language);
  return (
    <li>
      <strong>{message}</strong> {remedy}
    </li>
  );
}
