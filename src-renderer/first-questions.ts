import type { QueryClient } from '@tanstack/react-query';
import { parseAddress, readQuery } from './app/address.ts';
import { queryOf } from './app/data.ts';
import { limitsNow } from './components/quality-limits.ts';
import { screenOf } from './screens/index.ts';
import { facesOf, libraryParts } from './screens/library/library-query.ts';
import { pageOf } from './screens/library/useFaces.ts';

/**
 * Asks what the window is drawn with at first, before there is a window: the answers come while its code is evaluated. A locked library
 * refuses them, and is asked again once it is open.
 */
export function askFirst(client: QueryClient): void {
  void client.prefetchQuery(queryOf('encryption.state', undefined));
  void client.prefetchQuery(queryOf('app.info', undefined));
  const { screen, query } = parseAddress(location.hash);
  if (screenOf(screen).name !== 'library') return;
  const faces = facesOf(readQuery(libraryParts, query), limitsNow());
  // The main process answers one after another: faces first.
  void client.prefetchQuery(pageOf(faces, 0));
  void client.prefetchQuery(queryOf('library.summary', undefined));
}
