import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { Setting } from '../Setting.tsx';
import { Corrections } from './Corrections.tsx';
import { Exchange } from './Exchange.tsx';
import { JoinDialog } from './JoinDialog.tsx';
import { Members } from './Members.tsx';

/** A gallery that several libraries share: joining one, and what goes to and fro. */
export function Share() {
  const { share: words } = useMessages();
  const { data: state } = useCall('share.state', undefined);
  const [joins, setJoins] = useState(false);
  if (state === undefined) return null;
  return (
    <Panel title={words.title}>
      {state === null ? (
        <Setting label={words.none} help={words.noneHelp}>
          {() => (
            <Button variant="default" onClick={() => setJoins(true)}>
              {words.join}
            </Button>
          )}
        </Setting>
      ) : (
        <>
          <Exchange {...{ state }} />
          <Corrections {...{ state }} />
          <Members />
        </>
      )}
      {joins && <JoinDialog onClose={() => setJoins(false)} />}
    </Panel>
  );
}
