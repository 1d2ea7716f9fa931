/** The frame that every screen has. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { type Icon, IconDots } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { parseAddress } from '../app/address.ts';
import { useMessages } from '../app/language.tsx';
import { takesFocus } from '../app/screen-focus.ts';
import { ActiveHead } from './ActiveHead.tsx';
import styles from './Screen.module.css';
import { useKeptPlace } from './useKeptPlace.ts';

export interface ScreenAction {
  label: string;
  icon?: Icon;
  onClick(): void;
  disabled?: boolean;
}

interface ScreenProps {
  title: string;
  /** Beside the title, in few words: how many there are. */
  detail?: ReactNode;
  /** Whether what is shown depends on the active head, which then stands in the title row. */
  usesHead?: boolean;
  /** Controls of the title row: search, sort, a choice of views. */
  tools?: ReactNode;
  /** What one mostly does here. */
  action?: ScreenAction | undefined;
  /** What else one can do. */
  menu?: readonly ScreenAction[];
  /** Controls below the title row that an inspector never covers, such as filters. */
  bar?: ReactNode;
  /** A strip above the content, which scrolls with nothing. */
  notice?: ReactNode;
  /** What is selected, on the right: an `Inspector`. Over the screen where that is small. */
  inspector?: ReactNode;
  /** Stays in sight below the scroller. */
  footer?: ReactNode;
  /** `fill`: the content has the height of the screen and scrolls inside; it gets no padding. */
  fill?: boolean;
  children: ReactNode;
}

/** Title row with one primary action, a scroller of its own whose place is kept, and an inspector. */
export function Screen(props: ScreenProps) {
  const {
    title,
    detail,
    usesHead,
    tools,
    action,
    menu = [],
    bar,
    notice,
    inspector,
    footer,
    fill,
    children,
  } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useKeptPlace<HTMLDivElement>(placeOf(location.hash));
  useLayoutEffect(() => {
    if (takesFocus()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {detail !== undefined && <span className={styles.detail}>{detail}</span>}
          {usesHead && <ActiveHead />}
        </div>
        <div className={styles.tools}>
          {tools}
          {menu.length > 0 && <MoreMenu actions={menu} />}
          {action && <PrimaryAction {...action} />}
        </div>
      </header>
      {bar}
      <div className={styles.body}>
        <div className={styles.main}>
          {notice}
          <div
            ref={scroller}
            className={`${styles.scroller} ${fill ? styles.fill : ''}`}
            data-testid="scroller"
          >
            {children}
          </div>
          {footer && <footer className={styles.foot}>{footer}</footer>}
        </div>
        {inspector}
      </div>
    </div>
  );
}

/** A screen and what is shown on it have a place each; what is selected there has none. */
function placeOf(hash: string): string {
  const { screen, path } = parseAddress(hash);
  return [screen, ...path].join('/');
}

function PrimaryAction({ label, icon: Icon, onClick, disabled }: ScreenAction) {
  return (
    <Button
      leftSection={Icon && <Icon size={18} stroke={1.75} aria-hidden />}
      disabled={disabled ?? false}
      {...{ onClick }}
    >
      {label}
    </Button>
  );
}

function MoreMenu({ actions }: { actions: readonly ScreenAction[] }) {
  const { common } = useMessages();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={common.more}>
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon: Icon, onClick, disabled }) => (
          <Menu.Item
            key={label}
            leftSection={Icon && <Icon size={16} stroke={1.75} aria-hidden />}
            disabled={disabled ?? false}
            {...{ onClick }}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
