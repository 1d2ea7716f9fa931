import { Button, Popover, Progress, RingProgress } from '@mantine/core';
import { useMessages } from '../../app/language.tsx';
import { formatDuration } from '../../components/duration.ts';
import styles from './Jobs.module.css';
import { useJobs, type Work } from './useJobs.ts';

/** What is at work: a ring with the share that is done; a click lists all of it. Nothing while nothing is. */
export function Jobs({ narrow }: { narrow: boolean }) {
  const messages = useMessages();
  const { shell: words } = messages;
  const jobs = useJobs();
  const [first] = jobs;
  if (first === undefined) return null;
  return (
    <Popover position="right-end" width={340} trapFocus>
      <Popover.Target>
        <button type="button" className={styles.card} data-narrow={narrow || undefined}>
          <RingProgress
            size={28}
            thickness={3.5}
            roundCaps
            sections={[{ value: 100 * (meanShare(jobs) ?? 0.08), color: 'var(--accent)' }]}
            rootColor="var(--line)"
          />
          <span className={narrow ? 'visually-hidden' : styles.text}>
            <strong>{first.title}</strong> <span>{detailOf(first, messages)}</span>
          </span>
          {jobs.length > 1 && (
            <span className={styles.others}>
              <span aria-hidden>+{jobs.length - 1}</span>
              <span className="visually-hidden">{words.others(jobs.length - 1)}</span>
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={styles.list} aria-label={words.atWork}>
          {jobs.map((job) => (
            <Row key={job.key} {...{ job }} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Row({ job }: { job: Work }) {
  const messages = useMessages();
  const { title, share, to, cancel } = job;
  return (
    <li>
      <div className={styles.row}>
        <a href={to}>{title}</a>
        {cancel && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={cancel}
            aria-label={messages.shell.cancel(title)}
          >
            {messages.common.cancel}
          </Button>
        )}
      </div>
      <Progress
        size="sm"
        value={100 * (share ?? 1)}
        striped={share === null}
        animated={share === null}
        aria-label={title}
      />
      <div className={styles.detail} role="status">
        {detailOf(job, messages)}
      </div>
    </li>
  );
}

function detailOf({ detail, remaining }: Work, messages: Parameters<typeof formatDuration>[1]): string {
  return remaining === null ? detail : `${detail} · ${formatDuration(remaining, messages)}`;
}

/** Over those of which it is known; null if none is. */
function meanShare(jobs: readonly Work[]): number | null {
  const shares = jobs.flatMap(({ share }) => share ?? []);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
