/** All addresses of the interface. */
import type { Route, StreamRoute } from '../route.ts';
import { apiEvent } from '../schemas.ts';
import { evaluationRoutes } from './evaluations.ts';
import { peopleRoutes } from './people.ts';
import { recogniseRoutes } from './recognise.ts';

export const eventRoute: StreamRoute = {
  id: 'listenToEvents',
  method: 'GET',
  path: '/v1/events',
  scopes: ['events'],
  summary: 'What happens, as server-sent events',
  description:
    'Each event is JSON in a line `data:`. A comment comes every 15 seconds. What happened while a client was not connected is not told again: ask anew what you need.',
  event: apiEvent,
};

export const routes: readonly Route[] = [...recogniseRoutes, ...peopleRoutes, ...evaluationRoutes];
