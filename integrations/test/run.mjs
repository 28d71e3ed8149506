// Every orchestrator for real against a real Assay: what the gate blocks must not be promoted, what it allows must be.
//
//   node integrations/test/run.mjs [client recipes dbt dagster prefect airflow airflow2]
//
// Python environments are made in integrations/.venvs (or ASSAY_VENVS) and kept; an orchestrator that can not be installed is
// skipped, with its reason. ASSAY_BIN names another build of Assay; PYTHON another Python.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { airflow } from './airflow.mjs';
import { client } from './client.mjs';
import { close, fail, hasFailed, skip } from './counts.mjs';
import { dagster } from './dagster.mjs';
import { dbt } from './dbt.mjs';
import { environment } from './environments.mjs';
import { startGate } from './gate.mjs';
import { prefect } from './prefect.mjs';
import { recipes } from './recipes.mjs';

const SUITES = {
  client: { title: 'The Python client', venv: 'plain', cases: client },
  recipes: { title: 'curl and GitHub Actions', venv: 'plain', cases: recipes },
  dbt: { title: 'dbt', venv: 'dbt', cases: dbt },
  dagster: { title: 'Dagster', venv: 'dagster', cases: dagster },
  prefect: { title: 'Prefect', venv: 'prefect', cases: prefect },
  airflow: {
    title: 'Airflow 3',
    venv: 'airflow',
    cases: (gate, venv, proof) => airflow(gate, venv, 3, proof),
  },
  airflow2: {
    title: 'Airflow 2',
    venv: 'airflow2',
    cases: (gate, venv, proof) => airflow(gate, venv, 2, proof),
  },
};

const wanted = process.argv.slice(2);
const strange = wanted.filter((name) => !(name in SUITES));
if (strange.length > 0) {
  console.error(`There is no suite ${strange.join(', ')}: there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}

if (process.env['ASSAY_BIN'] === undefined) {
  const setup = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url));
  if (spawnSync(process.execPath, [setup], { stdio: 'inherit' }).status !== 0) process.exit(1);
}

for (const name of wanted.length > 0 ? wanted : Object.keys(SUITES)) {
  const { title, venv, cases } = SUITES[name];
  console.log(`\n${title}`);
  const installed = await environment(venv);
  if (installed.problem !== undefined) {
    skip(title, installed.problem);
    continue;
  }
  const proof = mkdtempSync(join(tmpdir(), 'assay-proof-'));
  const gate = await startGate();
  try {
    await cases(gate, installed, proof);
  } catch (error) {
    fail(title, error instanceof Error ? error.stack : String(error));
  }
  if (hasFailed() && process.env['ASSAY_KEEP'] !== undefined) console.log(`  kept: ${gate.folder} ${proof}`);
  else {
    await gate.stop();
    rmSync(proof, { recursive: true, force: true });
  }
}

process.exit(close());
