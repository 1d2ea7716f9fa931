import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { connection } from '../app/bridge.ts';
import { askAnew } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import { useSharedState } from '../app/shared-state.ts';
import styles from './ConnectionBanner.module.css';

/** Says so while the host does not answer; when it is back, everything is asked anew. */
export function ConnectionBanner() {
  const { shell: words } = useMessages();
  const state = useSharedState(connection);
  const client = useQueryClient();
  const wasLost = useRef(false);
  useEffect(() => {
    if (state === 'open' && wasLost.current) void askAnew(client);
    wasLost.current = state !== 'open';
  }, [state, client]);
  if (state === 'open') return null;
  return (
    <div className={styles.banner} role="alert">
      <IconPlugConnectedX size={18} stroke={1.75} aria-hidden />
      <span>
        <strong>{words.lost[state].title}</strong> {words.lost[state].text}
      </span>
    </div>
  );
}
