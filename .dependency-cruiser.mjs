/** Who may import whom. Folders are stages of one flow; imports go one way. */

/** In the order of the flow: a folder may import those before it, and what `extra` names. */
const flow = [
  'model',
  'contract',
  'suite',
  'diff',
  'exchange',
  'plan',
  'sql',
  'engine',
  'verdict',
  'suggest',
  'gate',
  'alert',
  'store',
  'review',
  'report',
  'run',
  'hallmark',
  'app',
  'auth',
  'service',
  'api',
  'cli',
];

/** Stages that stand side by side and must not know each other, although one comes after the other. */
const beside = ['diff', 'exchange', 'suggest', 'review'];
const apart = {
  exchange: ['diff'],
  sql: ['contract', 'suite', ...beside],
  plan: ['contract', 'suite', ...beside],
  engine: ['contract', 'suite', 'plan', 'sql', ...beside],
  verdict: ['contract', 'plan', 'sql', 'engine', ...beside],
  suggest: ['diff', 'sql', 'engine'],
  gate: ['contract', 'plan', 'sql', 'engine', ...beside],
  alert: ['contract', 'suite', 'plan', 'sql', 'engine', 'verdict', ...beside],
  store: ['contract', 'suite', 'plan', 'sql', 'engine', 'verdict', 'gate', 'alert', ...beside],
  review: ['contract', 'exchange', 'plan', 'sql', 'engine', 'suggest', 'gate', 'alert', 'store'],
  report: ['contract', 'plan', 'sql', 'engine', 'gate', 'alert', 'store', 'exchange', 'suggest'],
  run: beside,
  hallmark: [
    'contract',
    'suite',
    'plan',
    'sql',
    'engine',
    'verdict',
    'alert',
    'store',
    'report',
    'run',
    ...beside,
  ],
};

const pure =
  '^(src/(model|suite|diff|exchange|plan|sql|verdict|suggest|gate|alert/(render|routing|clock)|review|report|hallmark)|checks)/';

/** Which folder may import which package (besides what a rule below says of all). */
const packages = {
  model: ['@noble/hashes', 'canonicalize', 'big.js', 'luxon', 'simple-statistics'],
  contract: ['yaml', 'ajv', 'ajv-formats', 'big.js', 'node:'],
  suite: ['ajv', 'ajv-formats'],
  diff: ['semver'],
  exchange: ['yaml', 'ajv', 'ajv-formats', 'json-schema-to-typescript', '@dagrejs/dagre', 'big.js'],
  suggest: [],
  review: [],
  plan: [],
  sql: ['knex', '@eslint-community/regexpp'],
  engine: ['@duckdb/node-api', 'pg', 'libpg-query', 'p-limit', 'lru-cache', 'node:'],
  verdict: [],
  gate: [],
  alert: ['nodemailer', '@slack/web-api', 'ipaddr.js', 'luxon', 'node:'],
  store: ['drizzle-orm', '@electric-sql/pglite', 'pg', 'uuid', 'node:'],
  report: ['picocolors'],
  run: [],
  hallmark: ['jose'],
  app: ['node:', 'ajv', 'uuid', 'lru-cache'],
  auth: ['openid-client', 'lru-cache', 'jose', 'node:'],
  service: [
    // Lays out the lineage of the dashboard, so that browsers need not.
    '@dagrejs/dagre',
    'croner',
    'luxon',
    'lru-cache',
    'pino',
    'prom-client',
    'uuid',
    'node:',
    ...['api', 'core', 'resources', 'sdk-trace-base', 'context-async-hooks', 'exporter-trace-otlp-http'].map(
      (name) => `@opentelemetry/${name}`,
    ),
  ],
  api: [
    'ajv',
    '@opentelemetry/api',
    'hono',
    '@hono/node-server',
    'prom-client',
    'pino',
    'rate-limiter-flexible',
    'node:',
  ],
  cli: ['commander', '@clack/prompts', 'picocolors', 'cli-progress', 'pino', 'node:'],
};

const dashboardPackages = [
  ...[
    'react',
    'react-dom',
    '@tanstack/react-router',
    '@tanstack/react-query',
    '@mantine/core',
    '@mantine/hooks',
  ],
  ...['openapi-fetch', 'openapi-react-query', '@xyflow/react', 'd3-scale', 'd3-shape'],
];

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const flowRules = flow.flatMap((folder, index) => {
  const forbidden = [...flow.slice(index + 1), ...(apart[folder] ?? [])];
  return forbidden.length === 0
    ? []
    : [
        {
          name: `${folder}-looks-back-only`,
          comment: `${folder} is a stage of the flow: it may know what comes before it, never ${forbidden.join(', ')}.`,
          severity: 'error',
          from: { path: `^src/${folder}/` },
          to: { path: `^src/(${forbidden.join('|')})/` },
        },
      ];
});

const packageRules = flow.map((folder) => ({
  name: `${folder}-packages`,
  comment: `What ${folder} stands on is written in ARCHITECTURE.md; a new package there is a decision, not an import.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
    pathNot: packages[folder]
      .filter((name) => name !== 'node:')
      .map((name) => `node_modules/(@types/)?${escape(name)}/`)
      .concat('^$'),
  },
}));

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'service-and-dashboard-meet-in-the-api',
      comment:
        'The dashboard knows the service by its description alone, and the service knows files, not code.',
      severity: 'error',
      from: { path: '^(src|checks)/' },
      to: { path: '^dashboards/' },
    },
    {
      name: 'dashboard-knows-the-api-only',
      comment: 'What the dashboard shows comes over HTTP, typed from /openapi.json.',
      severity: 'error',
      from: { path: '^dashboards/' },
      to: { path: '^(src|checks)/' },
    },
    {
      name: 'pages-know-their-parts',
      comment: 'Parts of pages and charts are for all pages; what two pages need is a part.',
      severity: 'error',
      from: { path: '^dashboards/web/src/(kit|charts|api)/' },
      to: { path: '^dashboards/web/src/(pages|app)/' },
    },
    {
      name: 'pages-are-apart',
      comment: 'A page imports no other page: each is loaded by itself.',
      severity: 'error',
      from: { path: '^dashboards/web/src/pages/([^/]+)/' },
      to: { path: '^dashboards/web/src/pages/', pathNot: '^dashboards/web/src/pages/$1/' },
    },
    {
      name: 'dashboard-packages',
      comment: 'What the dashboard stands on is written in ARCHITECTURE.md.',
      severity: 'error',
      from: { path: '^dashboards/web/src/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: dashboardPackages.map((name) => `node_modules/(@types/)?${escape(name)}/`),
      },
    },
    {
      name: 'pure-stays-pure',
      comment: 'These folders turn records into records: no clock, no file, no process.',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'checks-import-the-kit',
      comment:
        'A check kind sees the kit in src/model and nothing else, so that a stranger’s pack has the same rights as ours.',
      severity: 'error',
      from: { path: '^checks/' },
      to: { pathNot: '^(src/model/|checks/[^/]+/)' },
    },
    {
      name: 'src-never-imports-checks',
      comment: 'Packs are loaded by path.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^checks/' },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that finds nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...flowRules,
    ...packageRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
