/** `assay incident`: what is wrong and since when, and saying that somebody is on it or that it is over. */
import type { Command } from 'commander';
import type { Assay } from '../../app/assay.js';
import { openAssay } from '../../app/open-assay.js';
import { incidentText, type IncidentPage } from '../../report/incident-text.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { deliver, parseFormat } from '../output.js';
import { usage } from '../parse-options.js';
import { renderPage } from '../render.js';

interface Options extends CommonOptions {
  readonly reason?: string;
  readonly dataset?: string;
  readonly all?: boolean;
}

const ACTIONS = ['list', 'show', 'acknowledge', 'resolve'];
const SHOWN = 50;

export function registerIncident(root: Command): void {
  const command = root
    .command('incident')
    .argument('[action]', 'list, show, acknowledge or resolve', 'list')
    .argument('[id]', 'the incident')
    .description('show incidents, take one up, or end one by hand')
    .option('--dataset <name>', 'for list: only those of this dataset')
    .option('--all', 'for list: also those that are over')
    .option('--reason <text>', 'why; required for resolve, kept in the audit log');
  withCommonOptions(command, ['pretty', 'json']).action(incident);
}

async function incident(action: string, id: string | undefined, options: Options): Promise<void> {
  if (!ACTIONS.includes(action))
    throw usage(
      'unknown-action',
      `assay incident ${action} is not known.`,
      `Use one of ${ACTIONS.join(', ')}.`,
    );
  if (action !== 'list' && id === undefined)
    throw usage(
      'no-incident',
      `Name the incident to ${action}.`,
      '`assay incident` lists them with their ids.',
    );
  const assay = await openAssay({ environment: options.env ?? null });
  try {
    if (id !== undefined && action === 'acknowledge') await assay.acknowledge(id, options.reason ?? null);
    if (id !== undefined && action === 'resolve') await assay.resolve(id, options.reason ?? '');
    const page = id === undefined ? await listed(assay, options) : await shown(assay, id);
    await deliver(
      (format, color) => renderPage(page, incidentText, format, color),
      parseFormat(options.format),
      options.output,
    );
  } finally {
    await assay.close();
  }
}

async function listed(assay: Assay, { dataset, all }: Options): Promise<IncidentPage> {
  const incidents = await assay.incidents({
    limit: SHOWN,
    ...(dataset === undefined ? {} : { dataset: assay.find(dataset) }),
    ...(all === true ? {} : { states: ['open', 'acknowledged'] }),
  });
  return { incidents, timeline: [], deliveries: [] };
}

async function shown(assay: Assay, id: string): Promise<IncidentPage> {
  const store = await assay.inside.store();
  const found = await store.incidents.get(id);
  if (found === null)
    throw usage('unknown-incident', `There is no incident ${id}.`, '`assay incident --all` lists them.');
  return {
    incidents: [found],
    timeline: await store.incidents.timeline(id),
    deliveries: await store.outbox.list({ incident: id, limit: SHOWN }),
  };
}
