/**
 * What Python has to ask the interface for other programs with: openapi-python-client, which generates clients, and schemathesis. They lie in
 * an environment of their own:
 * python3 -m venv ~/.cache/tammes/api-peers-1 && ~/.cache/tammes/api-peers-1/bin/python -m pip install openapi-python-client==0.29.1 schemathesis==4.32.5
 * Without it their tests are skipped; TAMMES_REQUIRE_API_PEERS=1 makes them fail instead.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const environment = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tammes', 'api-peers-1');

/** A program of the environment. */
export const peer = (name: 'python' | 'openapi-python-client' | 'schemathesis') =>
  join(environment, 'bin', name);

export const hasApiPeers = existsSync(peer('openapi-python-client')) && existsSync(peer('schemathesis'));
if (!hasApiPeers && process.env.TAMMES_REQUIRE_API_PEERS)
  throw new Error(`There is no ${environment}: test/helpers/api-peers.ts says how to get it.`);
