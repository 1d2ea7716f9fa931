/** Connections to the database of a shared gallery. */
import { TammesError } from '../../../src-shared/errors/index.ts';
import type { ServerAddress } from '../../store/gallery-server.ts';
import { type Client, closeClient, connected, openClient, serverError } from '../engines/postgres-client.ts';

/** Milliseconds that the server may take to answer, and others to let go of what they change. */
const patience = 10_000;

/** @throws TammesError 'share-lost' or 'share-refused', and what `work` throws. */
export async function withShare<T>(server: ServerAddress, work: (client: Client) => Promise<T>): Promise<T> {
  let client: Client | undefined;
  try {
    client = openClient(server, patience, () => {}, patience);
    await connected(client, server, patience);
    return await work(client);
  } catch (error) {
    throw ofShare(serverError(server, error));
  } finally {
    if (client !== undefined) closeClient(client);
  }
}

/** What to do is another thing here than with a database that only searches. */
function ofShare(error: TammesError): TammesError {
  if (error.problem === 'gallery-server-lost')
    return new TammesError('share-lost', error.parameters as { server: string; reason: string }, {
      cause: error,
    });
  if (error.problem === 'gallery-server-refused')
    return new TammesError('share-refused', error.parameters as { server: string; reason: string }, {
      cause: error,
    });
  return error;
}
