import { type ReactNode, useId } from 'react';
import styles from './Setting.module.css';

interface SettingProps {
  label: string;
  /** A sentence on it. */
  help?: ReactNode;
  /** @param labelledBy id of the label. */
  children(labelledBy: string): ReactNode;
}

/** A setting: its name and a sentence on the left, its control on the right. */
export function Setting({ label, help, children }: SettingProps) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <div id={id} className={styles.label}>
          {label}
        </div>
        {help && <div className={styles.help}>{help}</div>}
      </div>
      <div className={styles.control}>{children(id)}</div>
    </div>
  );
}
