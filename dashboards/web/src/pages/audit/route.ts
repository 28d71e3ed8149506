/** Where the page "/audit" is, and what of its state stands in its address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.js';
import { moment, search, text } from '../../app/search.js';

export const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: search({ dataset: text, action: text, by: text, since: moment, until: moment }),
  component: lazyRouteComponent(() => import('./audit-page.js'), 'AuditPage'),
});
