/** Where the page "/runs" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { moment, oneOf, search, text } from '../../app/search.js';

export const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  validateSearch: search({
    dataset: text,
    layer: text,
    verdict: oneOf(['pass', 'warn', 'fail', 'unknown']),
    server: text,
    since: moment,
    until: moment,
  }),
  component: lazyRouteComponent(() => import('./runs-page.js'), 'RunsPage'),
});
