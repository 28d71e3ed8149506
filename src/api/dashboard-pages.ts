/** The dashboard for people: one page for all its addresses, and the files that it loads. The page holds no data: those come from the API, by its rules. */
import { randomBytes } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { ApiDeps, ApiEnv } from './api-env.js';
import { dashboard, type DashboardFile } from './dashboard-files.js';
import type { RateLimit } from './middleware/rate-limit.js';
import { problem } from './problem.js';
import { requirePrincipal } from './require-principal.js';
import { named } from './serve-route.js';

/** What the pages of the dashboard are called, as its own router knows them. */
export const PAGES: readonly string[] = [
  '/',
  '/audit',
  '/checks/:id',
  '/contracts',
  '/contracts/:id',
  '/datasets/:key',
  '/decisions/:id',
  '/gates',
  '/incidents',
  '/incidents/:id',
  '/lineage',
  '/runs',
  '/runs/:id',
  '/slo',
];

/** Names of built files change with their content. */
const FOREVER = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600';

/** Scripts are files of ours; so are styles, and those that the page makes itself carry the nonce of this one answer. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** @param limit of requests, as for the API */
export function dashboardPages(deps: ApiDeps, limit: RateLimit): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const limited: MiddlewareHandler<ApiEnv> = async (c, next) => (await limit(c)) ?? next();
  for (const path of PAGES)
    app.get(path, named(path.replace(/:(\w+)/g, '{$1}')), limited, toSignIn(deps), showPage);
  app.get('/assets/:name', named('/assets/{name}'), limited, (c) =>
    showFile(c, `assets/${c.req.param('name')}`, FOREVER),
  );
  app.get('/icon.svg', named('/icon.svg'), limited, (c) => showFile(c, 'icon.svg', AN_HOUR));
  return app;
}

/** Where people sign in elsewhere, a stranger goes there at once and comes back to the page. */
function toSignIn({ access }: ApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (access.signIn === null) return next();
    const refused = await requirePrincipal(access)(c, () => Promise.resolve());
    if (!(refused instanceof Response) || refused.status !== 401) return next();
    const base = c.get('base');
    const { pathname, search } = new URL(c.req.url);
    const page = encodeURIComponent(`${base}${pathname}${search}`);
    return c.redirect(`${base}/auth/login?return_to=${page}`);
  };
}

async function showPage(c: Context<ApiEnv>): Promise<Response> {
  const built = await dashboard();
  if (built === null)
    return problem(
      c,
      404,
      'not-found',
      'This installation was built without its dashboard; the API is at /docs.',
    );
  const nonce = randomBytes(16).toString('base64url');
  const base = c.get('base');
  const page = built.page
    .replace('name="assay-base" content=""', `name="assay-base" content="${attribute(base)}"`)
    .replace('name="assay-nonce" content=""', `name="assay-nonce" content="${nonce}"`)
    .replace(/(src|href)="\.\//g, `$1="${attribute(base)}/`);
  return c.html(page, 200, { 'Content-Security-Policy': policy(nonce), 'Cache-Control': 'no-store' });
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

async function showFile(c: Context<ApiEnv>, name: string, caching: string): Promise<Response> {
  const file = (await dashboard())?.files.get(name);
  if (file === undefined) return problem(c, 404, 'not-found', 'There is no such file.');
  const { content, encoding } = encoded(file, c.req.header('accept-encoding') ?? '');
  return c.body(content, 200, {
    'Content-Type': file.type,
    'Cache-Control': caching,
    Vary: 'Accept-Encoding',
    ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
  });
}

/** The smallest form that the browser takes. */
function encoded({ plain, gzip, brotli }: DashboardFile, accepts: string) {
  if (brotli !== null && /\bbr\b/.test(accepts)) return { content: brotli, encoding: 'br' };
  if (gzip !== null && /\bgzip\b/.test(accepts)) return { content: gzip, encoding: 'gzip' };
  return { content: plain, encoding: null };
}
