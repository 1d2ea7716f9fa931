/** Entry of another process that makes tables at the same time as others do. Arguments: address of the database; whose tables. */
import { closeClient, openClient } from '../../src-main/gallery/engines/postgres-client.ts';
import { migrate } from '../../src-main/gallery/engines/postgres-schema.ts';
import { makeShare } from '../../src-main/gallery/share/schema.ts';
import { parseServer } from '../../src-main/store/gallery-server.ts';

const [address, whose] = process.argv.slice(2) as [string, 'engine' | 'share'];
const server = parseServer(address);
const client = openClient(server, 60_000);
await client`SELECT 1`;
// All begin when the last one is there.
process.send!('ready');
await new Promise((resolve) => process.once('message', resolve));
await (whose === 'share' ? makeShare : migrate)(client, server);
closeClient(client);
process.disconnect();
