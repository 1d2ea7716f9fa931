/** Somebody is forgotten: in a shared gallery by its owner, or by a desk in its own library. */
import { type Client, inTransaction } from '../engines/postgres-client.ts';
import { removeFaces } from './push.ts';

/**
 * Removes a person with all faces, whichever desk has sent them; their numbers stay, so that no desk sends them again. What other desks
 * have taken goes with the next that they take.
 * @returns how many faces went; null: nobody has this name.
 */
export function forgetInShare(client: Client, name: string): Promise<number | null> {
  return inTransaction(client, async (tx) => {
    // Whoever is about to add a face to the person waits, and then finds nobody.
    const [person] = await tx`SELECT id FROM tammes_shared.people WHERE name = ${name} FOR UPDATE`;
    if (person === undefined) return null;
    await tx`
      INSERT INTO tammes_shared.forgotten (desk, number)
      SELECT desk, number FROM tammes_shared.faces WHERE person = ${person.id} ON CONFLICT DO NOTHING`;
    const { count } = await tx`DELETE FROM tammes_shared.faces WHERE person = ${person.id}`;
    await tx`DELETE FROM tammes_shared.people WHERE id = ${person.id}`;
    return count;
  });
}

/** What overwrites what was removed, in SQL. */
export const vacuum = 'VACUUM tammes_shared.embeddings, tammes_shared.faces, tammes_shared.people';

/** Overwrites what was removed: until then the server only passes it over. */
export async function vacuumShare(client: Client): Promise<void> {
  await client.unsafe(vacuum);
}

/** Takes faces that a desk has sent out of the gallery. @param numbers of faces. @returns whether none is left: another login may have sent some. */
export async function withdrawFaces(
  client: Client,
  desk: string,
  numbers: readonly number[],
): Promise<boolean> {
  const left = async () => {
    const [row] = await client.unsafe(
      'SELECT count(*)::integer AS faces FROM tammes_shared.faces WHERE desk = $1 AND number = ANY($2::bigint[])',
      [desk, `{${numbers.join(',')}}`],
    );
    return Number(row!.faces);
  };
  // Whoever may only read has sent nothing, most likely.
  if ((await left()) === 0) return true;
  await inTransaction(client, (tx) => removeFaces(tx, desk, numbers));
  return (await left()) === 0;
}
