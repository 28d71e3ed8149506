/** Where the page "/incidents" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, oneOf, someOf, text } from '../../app/search.js';

export const incidentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents',
  validateSearch: search({
    state: someOf(['open', 'acknowledged', 'resolved']),
    severity: oneOf(['warning', 'error', 'critical']),
    layer: text,
    owner: text,
    search: text,
    dataset: text,
  }),
  component: lazyRouteComponent(() => import('./incidents-page.js'), 'IncidentsPage'),
});
