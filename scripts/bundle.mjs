/**
 * Bundles what the command line needs into dist/bundle: a call would otherwise open and link some 800 small files, which takes longer than a
 * small check. The places of `dist` are kept (`src/app` for all code, `checks` for the kinds, all in one file), since code finds its pack and its
 * migrations by them.
 */
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const OUT = join('dist', 'bundle');
const kinds = readdirSync('checks')
  .filter((name) => existsSync(join('dist', 'checks', name, 'check.js')))
  .sort();

/** A list of all kinds with their schemas, as `loadPacks` takes it. */
const pack = join('dist', 'checks', 'pack.bundle.js');
writeFileSync(
  pack,
  [
    ...kinds.map((kind, i) => `import check${i} from './${kind}/check.js';`),
    ...kinds.map((kind, i) => `import schema${i} from './${kind}/options.schema.json';`),
    `export default [${kinds.map((_, i) => `{ check: check${i}, optionsSchema: schema${i} }`).join(', ')}];`,
  ].join('\n'),
);

await build({
  entryPoints: [
    { in: join('dist', 'src', 'cli', 'main.js'), out: 'src/app/main' },
    { in: pack, out: 'checks/pack.bundle' },
  ],
  outdir: OUT,
  chunkNames: 'src/app/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // What holds native code, WebAssembly or data files stays a package; the others are drivers that Knex names and Assay never loads.
  external: [
    '@duckdb/node-bindings',
    '@electric-sql/pglite',
    'libpg-query',
    'pg-native',
    // Loaded only where a collector is named; split chunks of CommonJS packages would lose their named exports.
    ...['context-async-hooks', 'core', 'exporter-trace-otlp-http', 'resources', 'sdk-trace-base'].map(
      (name) => `@opentelemetry/${name}`,
    ),
    ...['better-sqlite3', 'mysql', 'mysql2', 'oracledb', 'pg-query-stream', 'sqlite3', 'tedious'],
  ],
  // CommonJS packages within the bundle ask for Node's own modules by `require`.
  banner: {
    js: `import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);`,
  },
});

rmSync(pack);
cpSync(join('dist', 'src', 'store', 'migrations'), join(OUT, 'src', 'app', 'migrations'), {
  recursive: true,
});
cpSync(join('src', 'generated', 'empty-store.bin.gz'), join(OUT, 'src', 'generated', 'empty-store.bin.gz'));
