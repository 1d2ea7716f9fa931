import { Panel } from '../../components/Panel.tsx';
import { Progress } from '../../components/Progress.tsx';
import styles from './sphere.module.css';

interface WorkPanelProps {
  label: string;
  work: { share: number; remaining: number | null };
  onCancel(): void;
}

/** Work of some seconds that the picture waits for. */
export function WorkPanel({ label, work, onCancel }: WorkPanelProps) {
  return (
    <div className={styles.work}>
      <Panel>
        <Progress
          {...{ label, onCancel }}
          done={work.share}
          total={1}
          detail={`${Math.floor(100 * work.share)} %`}
          remaining={work.remaining}
        />
      </Panel>
    </div>
  );
}
