// `npm run bench [-- duckdb postgres process memory service dashboard]`: prints every bar as a ratio measured within this run.
import { cpus, totalmem } from 'node:os';
import { dashboard } from './dashboard.mjs';
import { duckdb } from './duckdb.mjs';
import { memory } from './memory.mjs';
import { summary } from './measure.mjs';
import { postgres } from './postgres.mjs';
import { service } from './service.mjs';
import { startUp } from './start-up.mjs';

const PARTS = { duckdb, postgres, process: startUp, memory, service, dashboard };
const asked = process.argv.slice(2);
const strange = asked.filter((name) => !(name in PARTS));
if (strange.length > 0) {
  console.error(`There is no part ${strange.join(', ')}; the parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
);
for (const [name, part] of Object.entries(PARTS))
  if (asked.length === 0 || asked.includes(name)) await part();
summary();
