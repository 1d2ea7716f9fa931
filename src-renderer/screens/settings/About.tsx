import { Button, Modal, NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Mark } from '../../components/Mark.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import styles from './SettingsScreen.module.css';

/** Version, licences of all that Tammes is made of, and what is kept of crashes. */
export function About() {
  const { settings: words } = useMessages();
  const { data: info } = useCall('app.info', undefined);
  const [shown, setShown] = useState<'licences' | 'crashes' | null>(null);
  return (
    <Panel title={words.about}>
      <div className={styles.about}>
        <Mark size={48} />
        <div>
          <strong>Tammes</strong>
          <span className="quiet tabular">{info && words.version(info.version)}</span>
        </div>
      </div>
      <p className={styles.text}>{words.mark}</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => setShown('licences')}>
          {words.licences}
        </Button>
        <Button variant="default" onClick={() => setShown('crashes')}>
          {words.crashReports}
        </Button>
      </div>
      {shown === 'licences' && <Licences onClose={() => setShown(null)} />}
      {shown === 'crashes' && <CrashReports onClose={() => setShown(null)} />}
    </Panel>
  );
}

function Licences({ onClose }: { onClose(): void }) {
  const { settings: words } = useMessages();
  const { data, error } = useCall('app.licences', undefined);
  const texts = data?.map(({ name, text }) => ({ name: name === 'npm' ? words.bundled : name, text }));
  return <Texts title={words.licences} label={words.licenceOf} {...{ texts, error, onClose }} />;
}

function CrashReports({ onClose }: { onClose(): void }) {
  const { settings: words } = useMessages();
  const { data, error } = useCall('app.crashReports', undefined);
  return (
    <Texts
      title={words.crashReports}
      label={words.crashReport}
      texts={data?.reports}
      {...{ error, onClose }}
      help={
        data && (
          <>
            <p>{words.crashHelp}</p>
            <p className={styles.path}>{data.folder}</p>
            {data.reports.length === 0 && <p>{words.noCrashes}</p>}
          </>
        )
      }
    />
  );
}

interface TextsProps {
  title: string;
  /** Of the choice between texts. */
  label: string;
  /** Undefined until they are there. */
  texts: readonly { name: string; text: string }[] | undefined;
  error: Error | null;
  /** What stands above the texts. */
  help?: ReactNode;
  onClose(): void;
}

/** Texts to read, one at a time. */
function Texts({ title, label, texts, error, help, onClose }: TextsProps) {
  const { common } = useMessages();
  const [chosen, setChosen] = useState<string>();
  const shown = texts?.find(({ name }) => name === chosen) ?? texts?.[0];
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': common.close }}>
      {error ? <ErrorState {...{ error }} /> : texts === undefined && <LoadingSkeleton shape="panel" />}
      {help}
      {texts && shown && (
        <>
          <NativeSelect
            label={label}
            value={shown.name}
            onChange={({ target }) => setChosen(target.value)}
            data={texts.map(({ name }) => name)}
            mb="md"
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
          <pre className={styles.licence} tabIndex={0}>
            {shown.text}
          </pre>
        </>
      )}
    </Modal>
  );
}
