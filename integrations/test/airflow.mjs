// Airflow for real: scheduler, workers, triggerer, and in version 3 the API server and the DAG processor.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, fail } from './counts.mjs';
import { pageBlocks } from './docs.mjs';
import { run, start, stop, until } from './processes.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const RUN_MS = 1_500_000;

/** By DAG: how the gate and what comes after it must end, and how often the gate must be tried. */
const CASES = {
  allowed: { gate: 'success', tries: 1, promoted: true },
  warned: { gate: 'success', tries: 1, promoted: true },
  blocked: { gate: 'failed', tries: 1, promoted: false },
  unknown: { gate: 'failed', tries: 1, promoted: false },
  unevaluated: { gate: 'failed', tries: 2, promoted: false },
  unevaluated_fails: { gate: 'failed', tries: 1, promoted: false },
  down: { gate: 'failed', tries: 2, promoted: false },
  allowed_deferred: { gate: 'success', tries: 1, promoted: true },
  blocked_deferred: { gate: 'failed', tries: 1, promoted: false },
  sensed: { gate: 'success', tries: 1, promoted: true },
  sensed_deferred: { gate: 'success', tries: 1, promoted: true },
  sensed_unknown: { gate: 'failed', tries: 1, promoted: false },
};
/** DAGs of the docs and the recipes, made to ask about these datasets. */
const SHOWN = { good: true, bad: false };

/** On a busy machine a part of Airflow that is late is not dead, and a task that is slow to report is not to be run twice. */
const PATIENCE = {
  AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT: '120',
  AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD: '1200',
  AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT: '1200',
  AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT: '1200',
  AIRFLOW__TRIGGERER__TRIGGERER_HEALTH_CHECK_THRESHOLD: '1200',
  AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT: '300',
  AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT: '300',
  AIRFLOW__CORE__DAG_FILE_PROCESSOR_TIMEOUT: '300',
};

export async function airflow(gate, { bin }, major, proof) {
  const home = join(gate.folder, 'airflow');
  const dags = join(home, 'dags');
  mkdirSync(dags, { recursive: true });
  copyFileSync(join(here, 'airflow', 'gate_dags.py'), join(dags, 'gate_dags.py'));
  const shown = major === 3 ? writeShown(dags, proof) : [];
  const env = {
    ...gate.env,
    ...(await settings(gate, home, major)),
    ASSAY_TEST_PROOF: proof,
    PATH: `${bin}:${process.env['PATH']}`,
  };
  const airflowCommand = join(bin, 'airflow');
  const migrated = await run(airflowCommand, ['db', 'migrate'], { env });
  if (migrated.code !== 0) return fail('airflow db migrate', migrated.stderr);
  const parts = ['scheduler', 'triggerer', ...(major === 3 ? ['api-server', 'dag-processor'] : [])];
  const running = parts.map((part) => start(airflowCommand, [part], { env, log: join(home, `${part}.log`) }));
  const expected = [...Object.keys(CASES), ...shown];
  try {
    const mended = gate.mendLate();
    const state = () =>
      run(join(bin, 'python'), [join(here, 'airflow', 'state.py'), join(home, 'airflow.db')]);
    const ended = await until(async () => finished(await state(), expected), RUN_MS, 3_000);
    if (ended === null) return fail('every DAG ends', (await state()).stdout);
    check('the sensors waited for data that were mended', await mended, true);
    compare(ended, shown, proof);
    check('the token is in no log and not in the metadata', holds(home, gate.token), []);
  } finally {
    await Promise.all(running.map(stop));
  }
}

function compare(ended, shown, proof) {
  for (const [name, wanted] of Object.entries(CASES)) {
    const seen = ended[name];
    const promoted = existsSync(join(proof, `airflow-${name}`));
    check(name, { gate: seen.gate.state, tries: seen.gate.tries, promoted }, wanted);
  }
  for (const name of ['allowed', 'allowed_deferred', 'sensed', 'sensed_deferred']) {
    const handed = existsSync(join(proof, `airflow-${name}`))
      ? readFileSync(join(proof, `airflow-${name}`), 'utf8')
      : '';
    check(`${name} hands on a hallmark`, handed.split('.').length, 3);
  }
  for (const name of shown)
    check(`${name} of the docs`, existsSync(join(proof, name)), SHOWN[name.split('_').at(-1)]);
}

/** The DAGs that people are shown, once for data that are good and once for data that are not. */
function writeShown(dags, proof) {
  const recipe = readFileSync(join(here, '..', 'recipes', 'airflow_http_sensor.py'), 'utf8');
  const texts = { recipe, page: pageBlocks()['airflow_gate.py'] };
  return Object.entries(texts).flatMap(([from, text]) =>
    Object.keys(SHOWN).map((dataset) => {
      const name = `${from}_${dataset}`;
      const mine = text
        .replaceAll('gold.orders', `gold.${dataset}`)
        .replaceAll('echo promote', `touch ${join(proof, name)}`)
        .replace(/^def \w+\(\):/m, `def ${name}():`)
        .replace(/^\w+\(\)$/m, `${name}()`)
        .replaceAll('"@daily"', '"@once"');
      writeFileSync(join(dags, `${name}.py`), mine);
      return name;
    }),
  );
}

async function settings(gate, home, major) {
  const [api, logs, triggers] = [await freePort(), await freePort(), await freePort()];
  const { hostname, port } = new URL(gate.url);
  return {
    HOME: home,
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__EXECUTOR: major === 3 ? 'LocalExecutor' : 'SequentialExecutor',
    AIRFLOW__CORE__PARALLELISM: '2',
    ...PATIENCE,
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: 'False',
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${api}/execution/`,
    AIRFLOW__API__HOST: '127.0.0.1',
    AIRFLOW__API__PORT: String(api),
    AIRFLOW__API__WORKERS: '1',
    AIRFLOW__API_AUTH__JWT_SECRET: 'only-for-a-test-on-this-machine-'.repeat(2),
    AIRFLOW__LOGGING__WORKER_LOG_SERVER_HOST: '127.0.0.1',
    AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT: String(logs),
    AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT: String(triggers),
    // Both ways to write an address: a URL as the host, and its parts.
    AIRFLOW_CONN_ASSAY_DEFAULT: JSON.stringify({ conn_type: 'http', host: gate.url, password: gate.token }),
    AIRFLOW_CONN_ASSAY_DOWN: JSON.stringify({
      conn_type: 'http',
      host: '127.0.0.1',
      schema: 'http',
      port: 1,
      password: gate.token,
    }),
    AIRFLOW_CONN_ASSAY_HTTP: JSON.stringify({
      conn_type: 'http',
      host: hostname,
      schema: 'http',
      port: Number(port),
      extra: { Authorization: `Bearer ${gate.token}` },
    }),
  };
}

/** The tasks of every DAG once all runs are over; else null. */
function finished({ code, stdout }, expected) {
  if (code !== 0) return null;
  const dags = JSON.parse(stdout);
  const over = expected.every((name) => ['success', 'failed'].includes(dags[name]?.state));
  return over ? Object.fromEntries(Object.entries(dags).map(([name, dag]) => [name, dag.tasks])) : null;
}

/** Files below a folder that have this text in them. */
function holds(folder, text) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
