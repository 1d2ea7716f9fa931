import { Button, Textarea } from '@mantine/core';
import { IconArrowLeft, IconDeviceFloppy, IconPrinter } from '@tabler/icons-react';
import type { PrivacyRecord } from '../../../../src-shared/contract/index.ts';
import {
  recordDefaults,
  recordFoot,
  recordHtml,
  recordParts,
  recordTitle,
} from '../../../../src-shared/privacy-record.ts';
import { go, href } from '../../../app/address.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { useCall, useForget } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { save } from '../../../app/save.ts';
import { Panel } from '../../../components/Panel.tsx';
import { Screen } from '../../../components/Screen.tsx';
import { ErrorState, LoadingSkeleton } from '../../../components/states.tsx';
import styles from './privacy.module.css';

/** The record of processing as a page that can be printed and saved, with the texts that people write. */
export function RecordPage() {
  const { privacy: words } = useMessages();
  const { language } = useLanguage();
  const { data: record, error } = useCall('privacy.record', undefined, { staleTime: 0 });
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <Screen
      title={recordTitle[language]}
      tools={
        <>
          <Button
            variant="default"
            leftSection={<IconArrowLeft {...icon} />}
            onClick={() => go(href('settings'))}
          >
            {words.back}
          </Button>
          {record && (
            <Button
              variant="default"
              leftSection={<IconDeviceFloppy {...icon} />}
              onClick={() =>
                save(
                  new Blob([recordHtml(record, language)], { type: 'text/html' }),
                  `${words.fileName}-${record.at}.html`,
                )
              }
            >
              {words.save}
            </Button>
          )}
        </>
      }
      action={{ label: words.print, icon: IconPrinter, onClick: () => window.print(), disabled: !record }}
    >
      {error ? <ErrorState {...{ error }} /> : !record && <LoadingSkeleton shape="panel" />}
      {record && (
        <div className={styles.page}>
          <Texts {...{ record }} />
          <Panel label={recordTitle[language]}>
            <Record {...{ record }} />
          </Panel>
        </div>
      )}
    </Screen>
  );
}

/** The two texts that only people know. */
function Texts({ record }: { record: PrivacyRecord }) {
  const { privacy: words } = useMessages();
  const { language } = useLanguage();
  const change = useChange();
  const forget = useForget();
  return (
    <div className={styles.texts}>
      {(['controller', 'purposes'] as const).map((field) => (
        <Textarea
          // Written anew if it changes elsewhere, as by undo; the other field keeps the focus.
          key={`${field} ${record[field]}`}
          label={words[field]}
          description={words[`${field}Help`]}
          placeholder={recordDefaults[field][language]}
          autosize
          minRows={1}
          maxLength={10_000}
          defaultValue={record[field] ?? ''}
          onBlur={async ({ target }) => {
            const text = target.value.trim() || null;
            if (text === record[field]) return;
            await change(() => bridge.call('privacy.setTexts', { [field]: text }));
            forget('privacy');
          }}
        />
      ))}
    </div>
  );
}

function Record({ record }: { record: PrivacyRecord }) {
  const { language } = useLanguage();
  return (
    <div className={styles.record}>
      {recordParts(record).map(({ title, lines }) => (
        <section key={title.en}>
          <h2>{title[language]}</h2>
          {lines.map((line) => (
            <p key={line.en}>{line[language]}</p>
          ))}
        </section>
      ))}
      <footer>{recordFoot(record)[language]}</footer>
    </div>
  );
}
