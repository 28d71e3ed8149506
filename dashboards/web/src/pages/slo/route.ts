/** Where the page "/slo" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { search, moment, oneOf, text, whole } from '../../app/search.js';
import { OBJECTIVE_STATES } from './objective-states.js';

/** `dataset` opens one; `days` and `until` are the window, `state` and `search` choose among all. */
export const sloRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/slo',
  validateSearch: search({
    days: whole(1, 366),
    until: moment,
    dataset: text,
    state: oneOf(OBJECTIVE_STATES),
    search: text,
  }),
  component: lazyRouteComponent(() => import('./slo-page.js'), 'SloPage'),
});
