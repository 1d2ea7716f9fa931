import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { type BackendId, type BackendStatus, backendId } from '../../../src-shared/contract/index.ts';
import { type Language, wordingOf } from '../../../src-shared/errors/index.ts';
import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { Panel } from '../../components/Panel.tsx';
import styles from './SettingsScreen.module.css';

/** What training can run on here, and why the rest cannot: what `tammes doctor` says. */
export function Compute() {
  const { settings: words } = useMessages();
  return (
    <Panel title={words.compute} detail={words.computeHelp}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.backend}</th>
            <th scope="col">{words.usable}</th>
            <th scope="col">{words.runsOn}</th>
          </tr>
        </thead>
        <tbody>
          {backendId.options.map((id) => (
            <Backend key={id} {...{ id }} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Backend({ id }: { id: BackendId }) {
  const { settings: words } = useMessages();
  const { language } = useLanguage();
  const { data: status } = useCall('app.backend', { id });
  const Icon = status?.available ? IconCircleCheck : IconCircleX;
  return (
    <tr>
      <th scope="row">{id}</th>
      <td>
        {status === undefined ? (
          <span className="quiet">{words.trying}</span>
        ) : (
          <Icon
            size={18}
            stroke={1.75}
            color={status.available ? 'var(--good)' : 'var(--quiet)'}
            role="img"
            aria-label={status.available ? words.yes : words.no}
          />
        )}
      </td>
      <td className="quiet">{status && describe(status, words, language)}</td>
    </tr>
  );
}

function describe(
  { device, memory, isSoftware, failure }: BackendStatus,
  words: Messages['settings'],
  language: Language,
) {
  if (failure !== null) {
    const { message, remedy } = wordingOf(failure, language);
    return `${message} ${remedy}`;
  }
  return [device, memory, isSoftware ? words.software : ''].filter((part) => part !== '').join('; ');
}
