/**
 * Bundles what the command line needs into dist/bundle: a call would otherwise open and link some 800 small files, which takes longer than a
 * small check. The places of `dist` are kept (`src/app` for all code, `checks/<kind>`), since code finds its pack and its migrations by them.
 */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const OUT = join('dist', 'bundle');
const kinds = readdirSync('checks').filter((name) => existsSync(join('dist', 'checks', name, 'check.js')));

await build({
  entryPoints: [
    { in: join('dist', 'src', 'cli', 'main.js'), out: 'src/app/main' },
    ...kinds.map((kind) => ({ in: join('dist', 'checks', kind, 'check.js'), out: `checks/${kind}/check` })),
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
    ...['better-sqlite3', 'mysql', 'mysql2', 'oracledb', 'pg-query-stream', 'sqlite3', 'tedious'],
  ],
  // CommonJS packages within the bundle ask for Node's own modules by `require`.
  banner: {
    js: `import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);`,
  },
});

for (const kind of kinds) {
  const schema = join(kind, 'options.schema.json');
  cpSync(join('checks', schema), join(OUT, 'checks', schema));
}
cpSync(join('dist', 'src', 'store', 'migrations'), join(OUT, 'src', 'app', 'migrations'), {
  recursive: true,
});
cpSync(join('src', 'generated', 'empty-store.bin.gz'), join(OUT, 'src', 'generated', 'empty-store.bin.gz'));
