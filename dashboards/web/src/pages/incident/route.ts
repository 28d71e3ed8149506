/** Where the page "/incidents/$id" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search } from '../../app/search.js';

export const incidentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents/$id',
  validateSearch: search({}),
  component: lazyRouteComponent(() => import('./incident-page.js'), 'IncidentPage'),
});
