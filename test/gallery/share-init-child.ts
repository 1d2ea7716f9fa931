/** Entry of another process that makes a shared gallery. Argument: address of the database. */
import { closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { makeShare } from '../../src-main/gallery/share/schema.ts';
import { parseServer } from '../../src-main/store/gallery-server.ts';

const server = parseServer(process.argv[2]!);
const client = openClient(server, 60_000);
await client`SELECT 1`;
// All begin when the last one is there.
process.send!('ready');
await new Promise((resolve) => process.once('message', resolve));
await makeShare(client, server);
closeClient(client);
process.disconnect();
