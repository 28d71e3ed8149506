/** The table of routes: what is served is what is documented. */
import type { Route } from '../route.js';
import { ACCESS_DOCS } from './access-docs.js';
import { allRunRoutes } from './all-runs.js';
import { allDecisionsRoutes } from './all-decisions.js';
import { askRoutes } from './ask.js';
import { attentionRoutes } from './attention.js';
import { auditRoutes } from './audit.js';
import { breakerRoutes } from './breakers.js';
import { checkDetailRoutes } from './check-detail.js';
import { checkExpectedRoutes } from './check-expected.js';
import { checkResultRoutes } from './check-result.js';
import { checkSeriesRoutes } from './check-series.js';
import { contractDetailRoutes } from './contract-detail.js';
import { contractListRoutes } from './contract-list.js';
import { contractRoutes } from './contracts.js';
import { datasetCheckRoutes } from './dataset-checks.js';
import { datasetRoutes } from './datasets.js';
import { decisionRoutes } from './decisions.js';
import { descriptionRoute, docsRoutes } from './docs.js';
import { eventRoutes } from './events.js';
import { hallmarkRoutes } from './hallmarks.js';
import { healthRoutes } from './health.js';
import { incidentRoutes } from './incidents.js';
import { lineageLayoutRoutes } from './lineage-layout.js';
import { lineageRoutes } from './lineage.js';
import { overrideRoutes } from './overrides.js';
import { overviewRoutes } from './overview.js';
import { projectRoutes } from './project.js';
import { runCheckRoutes } from './run-checks.js';
import { runRoutes } from './runs.js';
import { slackRoutes } from './slack.js';
import { sloRoutes } from './slo.js';
import { sloDetailRoute } from './slo-detail.js';

export const routes: readonly Route[] = [
  ...projectRoutes,
  ...overviewRoutes,
  ...attentionRoutes,
  ...askRoutes,
  ...decisionRoutes,
  ...allDecisionsRoutes,
  ...breakerRoutes,
  ...overrideRoutes,
  ...datasetRoutes,
  ...datasetCheckRoutes,
  ...runRoutes,
  ...allRunRoutes,
  ...runCheckRoutes,
  ...checkDetailRoutes,
  ...checkSeriesRoutes,
  ...checkResultRoutes,
  ...checkExpectedRoutes,
  ...incidentRoutes,
  ...slackRoutes,
  ...contractListRoutes,
  ...contractDetailRoutes,
  ...contractRoutes,
  ...lineageRoutes,
  ...lineageLayoutRoutes,
  ...sloRoutes,
  sloDetailRoute,
  ...auditRoutes,
  ...hallmarkRoutes,
  ...eventRoutes,
  descriptionRoute(() => [...routes, ...ACCESS_DOCS]),
  ...docsRoutes,
  ...healthRoutes,
];
