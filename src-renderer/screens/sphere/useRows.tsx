import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../../app/language.tsx';

/**
 * The first rows of a table, and a button that shows more of them: ten thousand at once would take seconds.
 * @param page rows at first, and more at each wish.
 * @returns the rows that are shown, and the button while there are others.
 */
export function useRows<T>(all: readonly T[], page: number): [shown: readonly T[], more: ReactNode] {
  const { library } = useMessages();
  const [count, setCount] = useState(page);
  const more = all.length > count && (
    <Button mt={8} size="xs" variant="default" onClick={() => setCount(count + page)}>
      {library.more}
    </Button>
  );
  return [all.slice(0, count), more];
}
