/** Where the page "/decisions/$id" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search } from '../../app/search.js';

export const decisionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/decisions/$id',
  validateSearch: search({}),
  component: lazyRouteComponent(() => import('./decision-page.js'), 'DecisionPage'),
});
