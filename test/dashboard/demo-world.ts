/** The dashboard over the demo's real results: the real service, a real browser, and the addresses of things worth a look. */
import { openBrowser, type Browser } from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { demoProject } from '../support/demo.js';
import { serve, type Served } from '../support/serve.js';

export interface DemoWorld {
  readonly project: TestProject;
  readonly served: Served;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** Six weeks: long enough for every history that the checks of the example ask for. */
const FROM = '2001-05-20';

/** It refuses the last day of the demo, which has six flights. */
export const FAILING_CHECK = 'bronze.flights/as-many-as-last-week';

export async function demoWorld(): Promise<DemoWorld> {
  const [project, browser] = await Promise.all([demoProject(FROM), openBrowser()]);
  const served = await serve(project);
  return {
    project,
    served,
    browser,
    close: async () => {
      await browser.close();
      await served.stop();
      project.remove();
    },
  };
}

/** The first item of a list of the API. */
export async function firstOf(served: Served, path: string): Promise<Record<string, unknown>> {
  const { body } = await served.call('GET', path);
  const [first] = body['items'] as readonly Record<string, unknown>[];
  if (first === undefined) throw new Error(`${path} has no items`);
  return first;
}

/** Every page of the dashboard, on something that is there. */
export async function addresses(served: Served): Promise<readonly string[]> {
  const incident = String((await firstOf(served, '/v1/incidents'))['id']);
  const run = String((await firstOf(served, '/v1/datasets/bronze.flights/runs'))['runId']);
  const decision = String((await firstOf(served, '/v1/gates/bronze.flights/decisions'))['id']);
  const check = encodeURIComponent(FAILING_CHECK);
  const distribution = encodeURIComponent('silver.flights/delay_minutes/delays-look-alike');
  return [
    '/',
    '/?search=nothing-of-that-name',
    '/datasets/bronze.flights',
    ...['runs', 'contract', 'lineage', 'breaker', 'metrics', 'decisions'].map(
      (tab) => `/datasets/silver.flights?tab=${tab}`,
    ),
    `/checks/${check}`,
    `/checks/${distribution}`,
    '/gates',
    '/gates?tab=overrides',
    '/gates?tab=decisions',
    `/decisions/${decision}`,
    '/incidents',
    '/incidents?state=resolved',
    `/incidents/${incident}`,
    '/lineage',
    '/lineage?all=true',
    '/contracts',
    '/contracts/flights-silver',
    '/contracts/flights-silver?tab=coverage',
    '/contracts/flights-silver?tab=versions',
    '/runs',
    `/runs/${run}`,
    '/slo',
    '/slo?until=2001-07-02',
    '/slo?dataset=silver.flights&until=2001-07-01',
    '/audit',
    '/datasets/bronze.nothing',
  ];
}
