// Dagster for real: its executor runs assets with a blocking check, and jobs of ops.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, fail } from './counts.mjs';
import { pageBlocks } from './docs.mjs';
import { run } from './processes.mjs';

const script = fileURLToPath(new URL('./dagster/gate_cases.py', import.meta.url));

const CASES = {
  allowed: { success: true, attempts: 1, promoted: true },
  warned: { success: true, attempts: 1, promoted: true },
  blocked: { success: false, attempts: 1, promoted: false },
  unevaluated: { success: false, attempts: 2, promoted: false },
  unknown: { success: false, attempts: 1, promoted: false },
  down: { success: false, attempts: 2, promoted: false },
};

export async function dagster(gate, { bin }, proof) {
  const home = join(gate.folder, 'dagster');
  mkdirSync(home, { recursive: true });
  const env = {
    ...gate.env,
    HOME: home,
    DAGSTER_HOME: home,
    DAGSTER_DISABLE_TELEMETRY: '1',
    ASSAY_TEST_PROOF: proof,
  };
  const done = await run(join(bin, 'python'), [script], { env, cwd: home });
  if (done.code !== 0) return fail('the cases run', done.stderr.slice(-3000));
  const seen = JSON.parse(done.stdout);
  for (const [name, wanted] of Object.entries(CASES)) {
    for (const kind of ['asset', 'op']) {
      const { success, attempts } = seen[`${kind}-${name}`];
      const promoted = existsSync(join(proof, `dagster-${kind}-${name}`));
      check(`${kind} ${name}`, { success, attempts, promoted }, wanted);
    }
  }
  check('what is blocked is a failed check', seen['asset-blocked'].passed, [false]);
  check('the check shows the reasons', seen['asset-blocked'].metadata.reasons[0]?.effect, 'block');
  check('the check shows the hallmark', seen['asset-allowed'].metadata.hallmark?.split('.').length, 3);
  check('a job may begin with the gate', seen.alone.begins, true);
  check('an asset may ask by itself', seen.alone.asks, { success: false, attempts: 1 });
  check('the token is not in what is printed', (done.stdout + done.stderr).includes(gate.token), false);
  await shown(join(bin, 'dagster'), env, home);
}

/** The program of the docs, by Dagster's own command. */
async function shown(command, env, home) {
  for (const [dataset, code] of Object.entries({ good: 0, bad: 1 })) {
    const text = pageBlocks()['dagster_gate.py'].replaceAll('gold.orders', `gold.${dataset}`);
    writeFileSync(join(home, 'shown.py'), text);
    const args = ['asset', 'materialize', '-f', 'shown.py', '--select', '*'];
    const done = await run(command, args, { env, cwd: home });
    const revenue = /STEP_SUCCESS[^\n]*revenue|revenue[^\n]*STEP_SUCCESS/.test(done.stdout + done.stderr);
    check(
      `the docs' program on ${dataset} data`,
      { code: done.code, revenue },
      { code, revenue: code === 0 },
    );
  }
}
