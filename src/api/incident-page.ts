/** What the link in a message opens: one incident as a page that loads nothing and runs nothing. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { visible } from '../auth/authorise.js';
import type { Delivery } from '../model/alert-message.js';
import type { Incident, IncidentEvent } from '../model/incident.js';
import type { ApiDeps, ApiEnv } from './api-env.js';
import { problem } from './problem.js';
import { principalOf, requirePrincipal } from './require-principal.js';
import { named } from './serve-route.js';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;line-height:1.3;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th{font-weight:600}
td,th{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-top:1px solid #8884;overflow-wrap:anywhere}
.state{text-transform:uppercase;letter-spacing:.04em;font-size:.85rem;font-weight:700}
time{white-space:nowrap}`;

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
const MOST = 200;
const PATH = '/incidents/{id}';

/** `/incidents/{id}`, and the way from the front door to the API's own page. Who is not signed in is sent to sign in, where that is possible. */
export function incidentPages(deps: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const base =
    deps.config.publicUrl === null ? '' : new URL(deps.config.publicUrl).pathname.replace(/\/$/, '');
  app.get('/', named('/'), (c) => c.redirect(`${base}/docs`));
  app.get('/incidents/:id', named(PATH), async (c, next) => {
    const refused = await requirePrincipal(deps.access)(c, next);
    if (!(refused instanceof Response) || refused.status !== 401 || deps.access.signIn === null)
      return refused;
    return c.redirect(`${base}/auth/login?return_to=${encodeURIComponent(`${base}${c.req.path}`)}`);
  });
  app.get('/incidents/:id', async (c) => {
    const { incidents, outbox } = deps.service.store;
    const id = c.req.param('id');
    const incident = await incidents.get(id);
    if (incident === null || !visible(principalOf(c), incident.domain))
      return problem(c, 404, 'unknown-incident', `There is no incident ${id.slice(0, 100)}.`);
    const [timeline, deliveries] = await Promise.all([
      incidents.timeline(id),
      outbox.list({ incident: id, limit: MOST }),
    ]);
    const page = await incidentPage(incident, timeline, [...deliveries].reverse());
    return c.html(page, 200, { 'Cache-Control': 'no-store', 'Content-Security-Policy': POLICY });
  });
  return app;
}

function incidentPage(
  incident: Incident,
  timeline: readonly IncidentEvent[],
  deliveries: readonly Delivery[],
) {
  const { dataset, severity, state, title, owner, openedAt, affected } = incident;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${severity} ${dataset}: Assay</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <p class="state">${severity} · ${state}</p>
          <h1>${dataset}: ${title}</h1>
          <table>
            ${fact('Since', openedAt)} ${fact('Owner', owner ?? 'nobody is named')}
            ${fact('Taken up', takenUp(incident))} ${fact('Resolved', resolved(incident))}
            ${fact('Holds back', affected.map((each) => each.dataset).join(', ') || null)}
          </table>
          <h2>What is wrong</h2>
          <ul>
            ${incident.causes.map(
              (cause) =>
                html`<li>
                  ${cause.message}${cause.until === null ? '' : html` (until <time>${cause.until}</time>)`}
                </li>`,
            )}
          </ul>
          <h2>What happened</h2>
          <table>
            ${timeline.map(
              (event) =>
                html`<tr>
                  <td><time>${event.at}</time></td>
                  <td>
                    ${event.happening.replaceAll('_', ' ')}${event.by === null ? '' : ` by ${event.by}`}
                  </td>
                  <td>${event.message}</td>
                </tr>`,
            )}
          </table>
          <h2>Who was told</h2>
          ${deliveries.length === 0 ? html`<p>Nobody.</p>` : deliveryTable(deliveries)}
        </main>
      </body>
    </html>`;
}

const fact = (name: string, value: string | null) =>
  value === null
    ? ''
    : html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr>`;

const takenUp = ({ acknowledgedAt, acknowledgedBy }: Incident): string | null =>
  acknowledgedAt === null ? null : `${acknowledgedAt} by ${acknowledgedBy ?? 'someone'}`;

function resolved({ resolvedAt, resolvedBy, resolution }: Incident): string | null {
  if (resolvedAt === null) return null;
  return `${resolvedAt} ${resolvedBy === null ? 'by itself' : `by ${resolvedBy}: ${resolution ?? ''}`}`;
}

/** By the channel's name: addresses are nobody's business here. */
const deliveryTable = (deliveries: readonly Delivery[]) =>
  html`<table>
    ${deliveries.map(
      ({ message, state, sentAt, error }) =>
        html`<tr>
          <td><time>${sentAt ?? message.createdAt}</time></td>
          <td>${message.channel}</td>
          <td>${message.occasion}</td>
          <td>${state}${error === null ? '' : `: ${error}`}</td>
        </tr>`,
    )}
  </table>`;
