/** Where the page "/checks/$id" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, moment, text, whole } from '../../app/search.js';

export const checkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checks/$id',
  validateSearch: search({ since: moment, until: moment, run: text, page: whole(1, 10_000) }),
  component: lazyRouteComponent(() => import('./check-page.js'), 'CheckPage'),
});
