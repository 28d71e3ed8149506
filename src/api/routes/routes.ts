/** The table of routes: what is served is what is documented. */
import type { Route } from '../route.js';
import { ACCESS_DOCS } from './access-docs.js';
import { askRoutes } from './ask.js';
import { auditRoutes } from './audit.js';
import { breakerRoutes } from './breakers.js';
import { contractRoutes } from './contracts.js';
import { datasetRoutes } from './datasets.js';
import { decisionRoutes } from './decisions.js';
import { descriptionRoute, docsRoutes } from './docs.js';
import { eventRoutes } from './events.js';
import { hallmarkRoutes } from './hallmarks.js';
import { healthRoutes } from './health.js';
import { incidentRoutes } from './incidents.js';
import { lineageRoutes } from './lineage.js';
import { overrideRoutes } from './overrides.js';
import { runRoutes } from './runs.js';
import { slackRoutes } from './slack.js';
import { sloRoutes } from './slo.js';

export const routes: readonly Route[] = [
  ...askRoutes,
  ...decisionRoutes,
  ...breakerRoutes,
  ...overrideRoutes,
  ...datasetRoutes,
  ...runRoutes,
  ...incidentRoutes,
  ...slackRoutes,
  ...contractRoutes,
  ...lineageRoutes,
  ...sloRoutes,
  ...auditRoutes,
  ...hallmarkRoutes,
  ...eventRoutes,
  descriptionRoute(() => [...routes, ...ACCESS_DOCS]),
  ...docsRoutes,
  ...healthRoutes,
];
