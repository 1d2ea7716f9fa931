import { useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { Backups } from './Backups.tsx';
import { Encryption } from './encryption/Encryption.tsx';
import { Health } from './Health.tsx';
import { Whole } from './Whole.tsx';

/** Whether the library is healthy, its backups, its encryption, and what is done with it as a whole. */
export function Storage() {
  const { storage: words } = useMessages();
  return (
    <Panel title={words.title}>
      <Health />
      <Backups />
      <Encryption />
      <Whole />
    </Panel>
  );
}
