/** Where the page "/" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, oneOf, text } from '../../app/search.js';

export const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: search({
    search: text,
    layer: text,
    domain: text,
    owner: text,
    health: oneOf(['fail', 'unknown', 'warn', 'pass', 'never_run']),
  }),
  component: lazyRouteComponent(() => import('./overview-page.js'), 'OverviewPage'),
});
