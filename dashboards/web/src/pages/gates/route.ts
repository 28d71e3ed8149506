/** Where the page "/gates" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { moment, oneOf, search, text } from '../../app/search.js';

export const gatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gates',
  validateSearch: search({
    tab: oneOf(['breakers', 'overrides', 'decisions']),
    dataset: text,
    layer: text,
    phase: oneOf(['closed', 'open', 'half_open', 'isolated']),
    search: text,
    state: oneOf(['in_force', 'waiting', 'ended']),
    outcome: oneOf(['allow', 'allow_with_warnings', 'block']),
    since: moment,
    until: moment,
  }),
  component: lazyRouteComponent(() => import('./gates-page.js'), 'GatesPage'),
});
