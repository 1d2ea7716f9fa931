/** Connections to the database of a shared gallery. */
import { TammesError } from '../../../src-shared/errors/index.ts';
import type { ServerAddress } from '../../store/gallery-server.ts';
import {
  type Client,
  closeClient,
  connected,
  isRefusedBy,
  openClient,
  serverError,
} from '../engines/postgres-client.ts';

/** Milliseconds that the server may take to answer, and others to let go of what they change. */
const patience = 10_000;

/** @param within milliseconds that the connection may take. @throws TammesError 'share-lost' or 'share-refused', and what `work` throws. */
export async function withShare<T>(
  server: ServerAddress,
  work: (client: Client) => Promise<T>,
  within = patience,
): Promise<T> {
  let client: Client | undefined;
  try {
    client = openClient(server, within, () => {}, patience);
    await connected(client, server, within);
    return await work(client);
  } catch (error) {
    throw ofShare(serverError(server, error));
  } finally {
    if (client !== undefined) closeClient(client);
  }
}

/** What to do is another thing here than with a database that only searches. */
function ofShare(error: TammesError): TammesError {
  const { problem } = error;
  // What people can mend themselves is told from a server that is gone.
  if (isRefusedBy(error.cause, '28P01', '28000'))
    return new TammesError(
      'share-password-wrong',
      { server: (error.parameters as { server: string }).server },
      { cause: error.cause },
    );
  if (problem !== 'gallery-server-lost' && problem !== 'gallery-server-refused') return error;
  const parameters = error.parameters as { server: string; reason: string };
  return new TammesError(problem === 'gallery-server-lost' ? 'share-lost' : 'share-refused', parameters, {
    cause: error.cause,
  });
}
