import { ActionIcon, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type Icon, IconHistory, IconLayoutSidebar, IconQuestionMark } from '@tabler/icons-react';
import { keyNames, runAction } from '../app/actions.ts';
import { useCall } from '../app/data.ts';
import { useIsDrawn } from '../app/drawn.ts';
import { useMessages } from '../app/language.tsx';
import { useAddressOf } from '../app/last-addresses.ts';
import { usePreferences } from '../app/preferences.tsx';
import { type ScreenEntry, screens } from '../screens/index.ts';
import { Jobs } from './jobs/Jobs.tsx';
import { LibraryName } from './LibraryName.tsx';
import styles from './Sidebar.module.css';

const groups = ['photos', 'lab', 'learn'] as const;

/** The way to every screen; narrow, by choice or in a small window, it shows icons alone. */
export function Sidebar({ current }: { current: ScreenEntry['name'] }) {
  const { shell: words, history, palette } = useMessages();
  const { narrowSidebar, set } = usePreferences();
  const isSmall = useMediaQuery('(max-width: 860px)', matchMedia('(max-width: 860px)').matches);
  const narrow = narrowSidebar || isSmall;
  const items = (group: ScreenEntry['group']) =>
    screens
      .filter((screen) => screen.group === group)
      .map((screen) => <Item key={screen.name} {...{ screen, narrow, current }} />);
  return (
    <nav aria-label={words.screens} className={styles.sidebar} data-narrow={narrow || undefined}>
      <LibraryName {...{ narrow }} />
      <div className={styles.groups}>
        {groups.map((group) => (
          <div key={group}>
            <h2 className={narrow ? 'visually-hidden' : styles.group}>{words.groups[group]}</h2>
            <ul>{items(group)}</ul>
          </div>
        ))}
      </div>
      <div className={styles.foot}>
        <Jobs {...{ narrow }} />
        <ul>{items('foot')}</ul>
        <div className={styles.tools}>
          <Tool
            label={history.title}
            keys="mod+shift+H"
            icon={IconHistory}
            run={() => runAction('history')}
          />
          <Tool
            label={palette.shortcuts}
            keys="?"
            icon={IconQuestionMark}
            run={() => runAction('shortcuts')}
          />
          {!isSmall && (
            <Tool
              label={narrow ? words.widen : words.narrow}
              keys="mod+B"
              icon={IconLayoutSidebar}
              run={() => set({ narrowSidebar: !narrowSidebar })}
            />
          )}
        </div>
      </div>
    </nav>
  );
}

interface ToolProps {
  label: string;
  /** That do the same; the tooltip shows them. */
  keys: string;
  icon: Icon;
  run(): void;
}

function Tool({ label, keys, icon: Icon, run }: ToolProps) {
  return (
    <Tooltip label={`${label} (${keyNames(keys).join(' ')})`} position="right">
      <ActionIcon aria-label={label} onClick={run}>
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}

interface ItemProps {
  screen: ScreenEntry;
  narrow: boolean;
  /** The name of the screen that is shown. */
  current: ScreenEntry['name'];
}

function Item({ screen: { name, icon: Icon, badge }, narrow, current }: ItemProps) {
  const title = useMessages().screens[name];
  const address = useAddressOf(name, current);
  const link = (
    <a className={styles.item} href={address} aria-current={name === current ? 'page' : undefined}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <span className={narrow ? 'visually-hidden' : styles.title}>{title}</span>
      {badge === 'review' && <ReviewBadge {...{ narrow }} />}
    </a>
  );
  return (
    <li>
      {narrow ? (
        <Tooltip label={title} position="right">
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  );
}

/** How many decisions wait. */
function ReviewBadge({ narrow }: { narrow: boolean }) {
  const { shell: words } = useMessages();
  const { data } = useCall('review.counts', undefined, { enabled: useIsDrawn() });
  if (!data?.waiting) return null;
  return (
    <span className={styles.badge} data-narrow={narrow || undefined}>
      <span aria-hidden>{narrow ? '' : data.waiting > 999 ? '999+' : data.waiting}</span>
      <span className="visually-hidden">{words.waiting(data.waiting)}</span>
    </span>
  );
}
