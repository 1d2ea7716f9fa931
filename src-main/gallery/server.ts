/** What is done with a library's galleries in a database from outside of their engine. */
import type { GalleryServer } from '../store/gallery-server.ts';
import {
  type Client,
  closeClient,
  connected,
  isMissing,
  openClient,
  serverError,
} from './engines/postgres-client.ts';
import { migrate } from './engines/postgres-schema.ts';
import { dropTables, removeVector } from './engines/postgres-table.ts';

/** Milliseconds that the server may take to answer, and others to let go of what they change. */
const patience = 10_000;

/** Makes the tables that galleries need. @throws TammesError that says what the server lacks, or that it does not answer. */
export function prepareServer(server: GalleryServer): Promise<void> {
  return withClient(server, (client) => migrate(client, server));
}

/** Removes all that the database has of the library. @throws TammesError as `prepareServer` */
export function removeFromServer(server: GalleryServer): Promise<void> {
  return withClient(server, (client) => orNothing(dropTables(client, server.gallery, [])));
}

/** Removes the embeddings of a person, of all heads. @throws TammesError as `prepareServer` */
export function removePersonFromServer(server: GalleryServer, personId: number): Promise<void> {
  return withClient(server, (client) => orNothing(removeVector(client, server.gallery, personId)));
}

async function withClient(server: GalleryServer, work: (client: Client) => Promise<void>): Promise<void> {
  let client: Client | undefined;
  try {
    client = openClient(server, patience, () => {}, patience);
    await connected(client, server, patience);
    await work(client);
  } catch (error) {
    throw serverError(server, error);
  } finally {
    if (client !== undefined) closeClient(client);
  }
}

/** Where there are no tables, there is nothing to remove. */
async function orNothing(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
