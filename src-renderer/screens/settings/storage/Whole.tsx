import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../../app/language.tsx';
import { Setting } from '../Setting.tsx';
import { MergeLibraryDialog } from './MergeLibraryDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';

/** What is done with the library as a whole: moving it, and merging another one into it. */
export function Whole() {
  const { storage: words } = useMessages();
  const [shown, setShown] = useState<'move' | 'merge' | null>(null);
  const close = () => setShown(null);
  return (
    <>
      <Setting label={words.move} help={words.moveHelp}>
        {() => (
          <Button variant="default" onClick={() => setShown('move')}>
            {words.moveAction}
          </Button>
        )}
      </Setting>
      <Setting label={words.merge} help={words.mergeHelp}>
        {() => (
          <Button variant="default" onClick={() => setShown('merge')}>
            {words.mergeAction}
          </Button>
        )}
      </Setting>
      {shown === 'move' && <MoveDialog onClose={close} />}
      {shown === 'merge' && <MergeLibraryDialog onClose={close} />}
    </>
  );
}
