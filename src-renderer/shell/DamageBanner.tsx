import { IconAlertTriangle } from '@tabler/icons-react';
import { href } from '../app/address.ts';
import { useCall } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import styles from './ConnectionBanner.module.css';

/** Says so if a check has found damage, and where one sees what to do. */
export function DamageBanner() {
  const { storage: words } = useMessages();
  const { data: report } = useCall('storage.report', undefined);
  const faults = report?.faults.length ?? 0;
  if (faults === 0) return null;
  return (
    <div className={styles.banner} role="status">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span>
        <strong>{words.banner(faults)}</strong> {words.bannerText}{' '}
        <a href={href('settings')}>{words.bannerLink}</a>
      </span>
    </div>
  );
}
