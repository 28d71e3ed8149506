/** Where the page "/incidents" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { oneOf, search, someOf, text } from '../../app/search.js';

export const incidentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents',
  validateSearch: search({
    state: someOf(['open', 'acknowledged', 'resolved']),
    severity: someOf(['warning', 'error', 'critical']),
    layer: text,
    owner: text,
    assigned: oneOf(['true', 'false']),
    search: text,
    dataset: text,
  }),
  component: lazyRouteComponent(() => import('./incidents-page.js'), 'IncidentsPage'),
});
