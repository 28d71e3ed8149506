/** Where the page "/datasets/$key" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { oneOf, search, text } from '../../app/search.js';

export const datasetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets/$key',
  validateSearch: search({
    tab: oneOf(['checks', 'runs', 'metrics', 'decisions', 'breaker', 'contract', 'lineage']),
    verdict: oneOf(['pass', 'warn', 'fail', 'unknown', 'none']),
    dimension: oneOf([
      'schema',
      'completeness',
      'validity',
      'uniqueness',
      'distribution',
      'freshness',
      'references',
      'volume',
    ]),
    search: text,
    outcome: oneOf(['allow', 'allow_with_warnings', 'block']),
  }),
  component: lazyRouteComponent(() => import('./dataset-page.js'), 'DatasetPage'),
});
