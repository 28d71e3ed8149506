/** Where the page "/slo" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, moment, text, whole } from '../../app/search.js';

export const sloRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/slo',
  validateSearch: search({ days: whole(1, 366), until: moment, dataset: text, search: text }),
  component: lazyRouteComponent(() => import('./slo-page.js'), 'SloPage'),
});
