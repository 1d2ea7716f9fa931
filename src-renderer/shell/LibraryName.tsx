import { CopyButton, Menu, Tooltip } from '@mantine/core';
import {
  IconCheck,
  IconCopy,
  IconFolderOpen,
  IconLibraryPhoto,
  IconSelector,
  IconTableImport,
} from '@tabler/icons-react';
import { useCall } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import { Mark } from '../components/Mark.tsx';
import { useImportVectors } from './import-vectors/index.tsx';
import styles from './LibraryName.module.css';
import { serveCommand } from './serve-command.ts';
import { useOpenLibrary } from './useOpenLibrary.ts';

/** Which library is open and what it has; a click shows the others. */
export function LibraryName({ narrow }: { narrow: boolean }) {
  const { shell: words } = useMessages();
  const { data: info } = useCall('app.info', undefined);
  const { data: summary } = useCall('library.summary', undefined);
  const name = info?.library.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  const counts = summary && words.counts(summary.photos, summary.people);
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button
          type="button"
          className={styles.library}
          data-narrow={narrow || undefined}
          title={info?.library}
        >
          <Mark size={30} />
          <span className="visually-hidden">
            {narrow ? words.libraryIs(name, counts ?? '') : words.library}
          </span>
          {!narrow && (
            <>
              <span className={styles.text}>
                <span className={styles.name}>{name}</span>
                <span className={styles.counts}>{counts}</span>
              </span>
              <IconSelector size={16} stroke={1.75} aria-hidden />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Others />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The libraries that were open before, and the way to others. A browser can only tell the command that opens one. */
function Others() {
  const { shell: words, importVectors } = useMessages();
  const { data } = useCall('app.libraries', undefined);
  const importNow = useImportVectors();
  const open = useOpenLibrary();
  if (data === undefined) return null;
  const { recent, canOpen } = data;
  return (
    <>
      {recent.length > 0 && <Menu.Label>{words.recentLibraries}</Menu.Label>}
      {recent.map(({ path, name }) =>
        canOpen ? (
          <Menu.Item
            key={path}
            leftSection={<IconLibraryPhoto size={16} stroke={1.75} aria-hidden />}
            onClick={() => open(path)}
          >
            {name}
            <span className={styles.path}>{path}</span>
          </Menu.Item>
        ) : (
          <CopyCommand key={path} name={name} command={serveCommand(path)} />
        ),
      )}
      {canOpen ? (
        <Menu.Item
          leftSection={<IconFolderOpen size={16} stroke={1.75} aria-hidden />}
          onClick={() => open()}
        >
          {words.openLibrary}
        </Menu.Item>
      ) : (
        <div className={styles.note}>{words.cannotSwitch}</div>
      )}
      <Menu.Item
        leftSection={<IconTableImport size={16} stroke={1.75} aria-hidden />}
        onClick={() => importNow()}
      >
        {importVectors.open}
      </Menu.Item>
    </>
  );
}

function CopyCommand({ name, command }: { name: string; command: string }) {
  const { shell: words } = useMessages();
  return (
    <CopyButton value={command}>
      {({ copied, copy }) => (
        <Tooltip label={words.copyCommand} position="right">
          <Menu.Item
            closeMenuOnClick={false}
            leftSection={<IconLibraryPhoto size={16} stroke={1.75} aria-hidden />}
            rightSection={
              copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />
            }
            onClick={copy}
          >
            {name}
            <span className={styles.path}>{command}</span>
          </Menu.Item>
        </Tooltip>
      )}
    </CopyButton>
  );
}
