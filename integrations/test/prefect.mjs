// Prefect for real: flows against its own server, which it starts for the run.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, fail } from './counts.mjs';
import { pageBlocks } from './docs.mjs';
import { run } from './processes.mjs';

const script = fileURLToPath(new URL('./prefect/gate_cases.py', import.meta.url));

const CASES = {
  allowed: { success: true, attempts: 1, promoted: true },
  warned: { success: true, attempts: 1, promoted: true },
  blocked: { success: false, attempts: 1, promoted: false },
  unevaluated: { success: false, attempts: 2, promoted: false },
  unknown: { success: false, attempts: 1, promoted: false },
  down: { success: false, attempts: 2, promoted: false },
  by_block: { success: true, attempts: 1, promoted: true },
};

export async function prefect(gate, { bin }, proof) {
  const home = join(gate.folder, 'prefect');
  mkdirSync(home, { recursive: true });
  const env = {
    ...gate.env,
    HOME: home,
    PREFECT_HOME: home,
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS: '300',
    PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    ASSAY_TEST_PROOF: proof,
  };
  const python = join(bin, 'python');
  const done = await run(python, [script], { env, cwd: home });
  if (done.code !== 0) return fail('the cases run', done.stderr.slice(-3000));
  const seen = JSON.parse(done.stdout);
  for (const [name, wanted] of Object.entries(CASES)) {
    const promoted = existsSync(join(proof, `prefect-${name}`));
    check(name, { success: seen[name].success, attempts: seen[name].attempts, promoted }, wanted);
  }
  check('the token is not in what is printed', (done.stdout + done.stderr).includes(gate.token), false);
  await shown(python, env, home);
}

/** The program of the docs. */
async function shown(python, env, home) {
  for (const [dataset, code] of Object.entries({ good: 0, bad: 1 })) {
    const text = pageBlocks()['prefect_gate.py'].replaceAll('gold.orders', `gold.${dataset}`);
    writeFileSync(join(home, 'shown.py'), text);
    const done = await run(python, ['shown.py'], { env, cwd: home });
    const seen = { code: done.code, promoted: /^promoted$/m.test(done.stdout) };
    check(`the docs' program on ${dataset} data`, seen, { code, promoted: code === 0 });
  }
}
