/** A desk's corrections of people in a shared gallery: each is made once, of the version that the desk knew, or refused. */
import type { Correction, Refusal } from '../../store/share-outbox.ts';
import type { JoinedShare } from '../../store/shared-server.ts';
import { type Client, inTransaction, isRefusedBy, type Transaction } from '../engines/postgres-client.ts';
import { correctionSetting } from './corrections-schema.ts';
import { locks } from './schema.ts';

/**
 * Makes a correction with its entry in the journal in one transaction. One that was made before is found there by its number, and not
 * made again. @returns why it was not made; null: it is.
 */
export async function correct(
  client: Client,
  { desk }: JoinedShare,
  correction: Correction,
): Promise<Refusal | null> {
  try {
    return await inTransaction(client, async (tx) => {
      // Of two processes of one desk, one at a time.
      await tx`SELECT pg_advisory_xact_lock(${locks.desk}, hashtext(${desk}))`;
      if (
        (await tx`SELECT FROM tammes_shared.journal WHERE correction = ${correction.id} LIMIT 1`).length > 0
      )
        return null;
      await tx`SELECT set_config(${correctionSetting}, ${correction.id}, true)`;
      return correction.into === null ? rename(tx, correction) : merge(tx, correction, correction.into);
    });
  } catch (error) {
    // Versions differ; or somebody else has the name.
    if (!isRefusedBy(error, '40001', '23505')) throw error;
    return refusalOf(client, correction, isRefusedBy(error, '23505'));
  }
}

async function rename(tx: Transaction, { person, version, to }: Correction): Promise<Refusal | null> {
  const [there] = await tx`SELECT name FROM tammes_shared.people WHERE id = ${person} FOR UPDATE`;
  // Whoever else has said so has said the same.
  if (there?.name === to) return null;
  const { count } = await tx`
    UPDATE tammes_shared.people SET name = ${to}, version = ${version + 1} WHERE id = ${person}`;
  return count === 0 ? refusalOf(tx, { person }, false) : null;
}

async function merge(
  tx: Transaction,
  { person, version }: Correction,
  into: NonNullable<Correction['into']>,
): Promise<Refusal | null> {
  const [done] = await tx`SELECT became FROM tammes_shared.merged WHERE person = ${person}`;
  if (done?.became === into.person) return null;
  await tx`
    INSERT INTO tammes_shared.merged (person, person_version, became, became_version)
    VALUES (${person}, ${version}, ${into.person}, ${into.version})`;
  return null;
}

/** Whether people were corrected, or went, since a desk took what it has. */
export async function peopleChangedSince(client: Client, state: string): Promise<boolean> {
  const rows = await client`
    SELECT FROM tammes_shared.journal WHERE id > ${state.split(' ')[2]!}
      AND change IN ('update people', 'insert merged', 'delete people') LIMIT 1`;
  return rows.length > 0;
}

/** Who has changed the person last, and when: by the journal. */
async function refusalOf(
  sql: Client | Transaction,
  { person, into }: { person: string; into?: Correction['into'] },
  isTaken: boolean,
): Promise<Refusal> {
  const people = `{${[person, ...(into ? [into.person] : [])].join(',')}}`;
  const [last] = await sql.unsafe<{ at: Date; login: string }[]>(
    `SELECT at, login FROM tammes_shared.journal WHERE people && $1::uuid[]
       AND change IN ('update people', 'insert merged', 'delete people') ORDER BY id DESC LIMIT 1`,
    [people],
  );
  return {
    why: isTaken ? 'taken' : 'changed',
    login: isTaken ? null : (last?.login ?? null),
    at: isTaken ? null : (last?.at.toISOString() ?? null),
  };
}
