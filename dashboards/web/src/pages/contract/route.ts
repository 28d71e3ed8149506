/** Where the page "/contracts/$id" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, oneOf, text } from '../../app/search.js';

export const contractRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contracts/$id',
  validateSearch: search({
    tab: oneOf(['contract', 'coverage', 'versions']),
    // Which of several versions in force.
    version: text,
    dataset: text,
    executed: oneOf(['yes', 'no']),
    search: text,
    from: text,
    to: text,
  }),
  component: lazyRouteComponent(() => import('./contract-page.js'), 'ContractPage'),
});
