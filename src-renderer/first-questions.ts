/**
 * Asks what the window is drawn with at first. Imported before all else, and with little that has to be evaluated for it: the answers
 * come while the window's code is. A locked library refuses them, and is asked again once it is open.
 */
import { parseAddress, readQuery } from './app/address.ts';
import { client } from './app/client.ts';
import { queryOf } from './app/data.ts';
import { limitsNow } from './components/quality-limits.ts';
import { facesOf, libraryParts } from './screens/library/library-query.ts';
import { pageOf } from './screens/library/useFaces.ts';

void client.prefetchQuery(queryOf('encryption.state', undefined));
void client.prefetchQuery(queryOf('app.info', undefined));
const { screen, query } = parseAddress(location.hash);
if (screen === '' || screen === 'library') {
  const faces = facesOf(readQuery(libraryParts, query), limitsNow());
  // The main process answers one after another: faces first.
  void client.prefetchQuery(pageOf(faces, 0));
  void client.prefetchQuery(queryOf('library.summary', undefined));
}
