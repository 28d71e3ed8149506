// An orchestrator in small: for each day it lands a file, makes the next table, and promotes only what the gate allows.
// Bronze → silver → gold over three million real US flights (January to July 2001, from the vega-datasets package).
// `npm run demo -- --from 2001-06-01` begins later and is done sooner.
// To adapt it: put your own jobs where `land`, `makeSilver` and `makeGold` stand, and keep the calls of `assay.gate`.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openAssay } from 'assay';
import { openLake } from './lake.mjs';
import { story } from './story.mjs';

const { values } = parseArgs({ options: { from: { type: 'string', default: '2001-01-01' } } });
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

// A fresh lake and a fresh memory: each demo starts on the first of January.
for (const folder of ['lake', '.assay']) rmSync(folder, { recursive: true, force: true });
const lake = await openLake('lake');
const assay = await openAssay({ user: 'orchestrator' });
const tell = story();

const days = (await lake.land()).filter((day) => day >= values.from);
tell.begin(days);
tell.airports(await assay.gate('bronze.airports'));

for (const day of days) {
  const ask = { batch: { day }, asOf: `${day}T23:59:59Z` };

  const bronze = await assay.gate('bronze.flights', ask);
  if (bronze.decision.enforced !== 'block') await lake.makeSilver(day);

  const silver = await assay.gate('silver.flights', ask);
  if (silver.decision.enforced !== 'block') await lake.makeGold(day);

  const gold = await assay.gate('gold.route_daily', ask);

  // What the gate refused leaves the lake, so that nobody reads it, and waits for a person.
  if (bronze.decision.enforced === 'block') quarantine(`bronze/flights/day=${day}`);
  else if (silver.decision.enforced === 'block') quarantine(`silver/flights/day=${day}`);
  else if (gold.decision.enforced === 'block') quarantine(`gold/route_daily/day=${day}`);

  tell.day(day, { bronze, silver, gold });
}

tell.end(await assay.breakers(), await lake.routes());
await assay.close();
lake.close();

function quarantine(partition) {
  const place = join('lake', 'quarantine', partition);
  mkdirSync(dirname(place), { recursive: true });
  renameSync(join('lake', partition), place);
}
