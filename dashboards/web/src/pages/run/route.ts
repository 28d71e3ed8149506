/** Where the page "/runs/$id" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { oneOf, search, text } from '../../app/search.js';

export const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$id',
  validateSearch: search({
    verdict: oneOf(['pass', 'warn', 'fail', 'unknown']),
    change: oneOf(['worse', 'better', 'new', 'any']),
    search: text,
  }),
  component: lazyRouteComponent(() => import('./run-page.js'), 'RunPage'),
});
