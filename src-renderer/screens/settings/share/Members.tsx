import { Button } from '@mantine/core';
import { useState } from 'react';
import type { GrantedRole } from '../../../../src-shared/contract/index.ts';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { Table } from '../../../components/Table.tsx';
import { Setting } from '../Setting.tsx';
import { GrantDialog } from './GrantDialog.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';

/** Who has access to the gallery, for its owners: they give it and take it away here. */
export function Members() {
  const { share: words } = useMessages();
  const { data: access } = useCall('share.access', undefined);
  const isOwner = access?.role === 'owner';
  const { data: members = [], error } = useCall('share.members', undefined, { enabled: isOwner });
  const [grants, setGrants] = useState(false);
  const [leaving, setLeaving] = useState<{ login: string; role: GrantedRole } | null>(null);
  return (
    <>
      {isOwner && (
        <>
          <Setting label={words.membersTitle} help={words.membersHelp}>
            {() => (
              <Button variant="default" onClick={() => setGrants(true)}>
                {words.grant}
              </Button>
            )}
          </Setting>
          {error !== null && <ErrorNote error={error} />}
          {members.length > 0 && (
            <Table label={words.membersTitle} columns={[...words.memberColumns, null]}>
              {members.map(({ login, role, isOwn }) => (
                <tr key={login}>
                  <td>{isOwn ? words.you(login) : login}</td>
                  <td>{words.memberRoles[role]}</td>
                  <td>
                    {/* Owners are made and unmade by whoever manages the server. */}
                    {role !== 'owner' && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={words.revokeOf(login)}
                        onClick={() => setLeaving({ login, role })}
                      >
                        {words.revoke}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </>
      )}
      {/* They stay if the server does not answer for a moment: a password is shown but once. */}
      {grants && <GrantDialog members={members} onClose={() => setGrants(false)} />}
      {leaving !== null && <RevokeDialog {...leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
