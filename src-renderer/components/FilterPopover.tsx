import { Button, Popover } from '@mantine/core';
import { IconAdjustments, IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessages } from '../app/language.tsx';

interface FilterPopoverProps {
  /** Filters that are set. */
  count: number;
  position: 'bottom-start' | 'top-start';
  width: number;
  children: ReactNode;
}

/** A button that says how many filters are set, and opens their fields. */
export function FilterPopover({ count, position, width, children }: FilterPopoverProps) {
  const { library: words } = useMessages();
  const Icon = count > 0 ? IconFilter : IconAdjustments;
  return (
    <Popover {...{ position, width }} trapFocus>
      <Popover.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
        >
          {count > 0 ? words.filtersSet(count) : words.filters}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.filters}>{children}</Popover.Dropdown>
    </Popover>
  );
}
