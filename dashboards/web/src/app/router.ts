/** All pages by their addresses. */
import { createRouter } from '@tanstack/react-router';
import { BASE } from '../api/base.js';
import { auditRoute } from '../pages/audit/route.js';
import { checkRoute } from '../pages/check/route.js';
import { contractRoute } from '../pages/contract/route.js';
import { contractsRoute } from '../pages/contracts/route.js';
import { datasetRoute } from '../pages/dataset/route.js';
import { decisionRoute } from '../pages/decision/route.js';
import { gatesRoute } from '../pages/gates/route.js';
import { incidentRoute } from '../pages/incident/route.js';
import { incidentsRoute } from '../pages/incidents/route.js';
import { lineageRoute } from '../pages/lineage/route.js';
import { overviewRoute } from '../pages/overview/route.js';
import { runRoute } from '../pages/run/route.js';
import { runsRoute } from '../pages/runs/route.js';
import { sloRoute } from '../pages/slo/route.js';
import { rootRoute } from './root-route.js';

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    overviewRoute,
    datasetRoute,
    checkRoute,
    gatesRoute,
    decisionRoute,
    lineageRoute,
    incidentsRoute,
    incidentRoute,
    contractsRoute,
    contractRoute,
    runsRoute,
    runRoute,
    sloRoute,
    auditRoute,
  ]),
  basepath: BASE === '' ? '/' : BASE,
  // What a page does not know, or what is not valid, goes from the address: else it would reach the page as it was written.
  search: { strict: true },
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
