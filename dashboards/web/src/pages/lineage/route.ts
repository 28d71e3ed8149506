/** Where the page "/lineage" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, flag, text, whole } from '../../app/search.js';

export const lineageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lineage',
  validateSearch: search({ dataset: text, hops: whole(1, 10), all: flag, layer: text, search: text }),
  component: lazyRouteComponent(() => import('./lineage-page.js'), 'LineagePage'),
});
