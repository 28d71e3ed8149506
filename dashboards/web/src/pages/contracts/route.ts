/** Where the page "/contracts" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, text } from '../../app/search.js';

export const contractsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contracts',
  validateSearch: search({ search: text, domain: text, layer: text, status: text }),
  component: lazyRouteComponent(() => import('./contracts-page.js'), 'ContractsPage'),
});
