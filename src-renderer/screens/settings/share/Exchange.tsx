import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job, ShareState, ShareWork } from '../../../../src-shared/contract/index.ts';
import { type Language, wordingOf } from '../../../../src-shared/errors/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { queryOf, useCall } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import type { Messages } from '../../../app/messages/en.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { formatDuration } from '../../../components/duration.ts';
import { Setting } from '../Setting.tsx';
import styles from '../storage/storage.module.css';
import { ForgetDialog } from './ForgetDialog.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';

type Dialog = 'leave' | 'publish' | 'rename' | 'forget';

/** Milliseconds after which a gallery that did not answer is asked again. */
const again = 10_000;

/** What a library has of its gallery, and what goes to and fro. */
export function Exchange({ state }: { state: ShareState }) {
  const messages = useMessages();
  const { share: words } = messages;
  const { language } = useLanguage();
  const { data: access } = useQuery({
    ...queryOf('share.access', undefined),
    refetchInterval: ({ state: { data } }) => (data?.failure ? again : false),
  });
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const toasts = useToasts();
  const [asked, ask] = useState<Dialog | null>(null);
  const job = jobs.find(({ kind, status }) => kind === 'share' && status === 'running');
  const begin = (work: ShareWork) => () => {
    bridge.call('share.begin', { work }).catch(toasts.fail);
  };
  const button = (label: string, onClick: () => void, isAllowed = true) => (
    <Button variant="default" disabled={job !== undefined || !isAllowed} {...{ onClick }}>
      {label}
    </Button>
  );
  const role = access?.role ?? null;
  const failure = access?.failure && Object.values(wordingOf(access.failure, language)).join(' ');
  return (
    <>
      <Setting
        label={words.joined(state.server.name)}
        help={[
          messages.settings.gallery.connections[state.server.connection],
          ...(role === null ? [] : [words.roles[role]]),
          ...(failure ? [failure] : []),
        ].join(' ')}
      >
        {() => button(words.leave, () => ask('leave'))}
      </Setting>
      <Setting
        label={words.exchange}
        help={
          <>
            {hasText(state, words, language)}{' '}
            <span role="status">
              {job === undefined ? state.last && words.news(state.last) : workText(job, messages)}
            </span>
          </>
        }
      >
        {() => (
          <div className={styles.schedule}>
            {button(words.pull, begin('pull'))}
            {button(words.push, begin('push'), role !== 'reader')}
          </div>
        )}
      </Setting>
      <Setting label={words.keepTitle} help={words.keepHelp(state.kept, state.has?.people ?? 0)}>
        {() => button(words.keep, begin('keep'))}
      </Setting>
      {role !== 'reader' && (
        <Setting
          label={words.everybodyTitle}
          help={words.everybodyHelp[role === 'owner' ? 'owner' : 'enroller']}
        >
          {() => (
            <div className={styles.schedule}>
              {button(words.rename, () => ask('rename'), state.has !== null)}
              {role === 'owner' && button(words.forget, () => ask('forget'))}
            </div>
          )}
        </Setting>
      )}
      {role === 'owner' && (
        <Setting label={words.publishTitle} help={words.publishHelp}>
          {() => button(words.publish, () => ask('publish'))}
        </Setting>
      )}
      {asked !== null && <Asked {...{ asked, state }} onClose={() => ask(null)} />}
    </>
  );
}

function Asked({ asked, state, onClose }: { asked: Dialog; state: ShareState; onClose(): void }) {
  if (asked === 'leave') return <LeaveDialog {...{ state, onClose }} />;
  if (asked === 'publish') return <PublishDialog {...{ onClose }} />;
  return asked === 'rename' ? <RenameDialog {...{ onClose }} /> : <ForgetDialog {...{ onClose }} />;
}

function workText({ done, total, secondsLeft }: Job, messages: Messages): string {
  const left = total === null || secondsLeft === null ? '' : ` · ${formatDuration(secondsLeft, messages)}`;
  return `${messages.share.working(done, total)}${left}`;
}

function hasText({ has, seenAt }: ShareState, words: Messages['share'], language: Language): string {
  if (has === null || seenAt === null) return words.hasNothing;
  const at = new Date(seenAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return words.has(has.people, has.faces, has.head.name, has.head.version, at);
}
