// The recipes without our package: shell functions, and the steps of a GitHub workflow.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { check } from './counts.mjs';
import { run } from './processes.mjs';

const folder = fileURLToPath(new URL('../recipes', import.meta.url));

/** By name: the command after the functions were read, and its exit code. */
const SHELL = {
  'curl: allowed': ['assay_gate gold.good', 0],
  'curl: allowed with warnings': ['assay_gate gold.warned', 0],
  'curl: blocked': ['assay_gate gold.bad', 1],
  'curl: still blocked': ['assay_gate gold.bad', 1],
  'curl: could not be evaluated': ['assay_gate gold.absent', 3],
  'curl: no such dataset': ['assay_gate gold.nowhere', 2],
  'curl: a question of its own': [`assay_gate gold.good '{"asOf": "2026-03-02T00:00:00Z"}'`, 0],
  'curl: a question that is none': [`assay_gate gold.good '{"asof": 1}'`, 2],
  'curl: in two steps': ['id=$(assay_ask gold.good) && assay_verdict "$id"', 0],
  'curl: no such decision': ['assay_verdict no-such-decision', 2],
  'curl: a token that nobody knows': ['ASSAY_TOKEN=assay_nobody assay_gate gold.good', 2],
  'curl: out of reach': ['ASSAY_URL=$ASSAY_DOWN; ASSAY_RETRIES=1; assay_gate gold.good', 3],
};

export async function recipes(gate, { bin }, proof) {
  const functions = join(folder, 'assay-gate.sh');
  const env = { ...gate.env, PATH: `${bin}:${process.env['PATH']}` };
  const mark = join(proof, 'recipe-promoted');
  for (const [name, [command, code]] of Object.entries(SHELL)) {
    rmSync(mark, { force: true });
    const script = `set -u; . "${functions}"; { ${command}; } && touch "${mark}"`;
    const done = await run('/bin/sh', ['-c', script], { env });
    const seen = {
      code: done.code,
      promoted: existsSync(mark),
      token: (done.stdout + done.stderr).includes(gate.token),
    };
    check(name, seen, { code, promoted: code === 0, token: false });
    if (done.code !== code) console.log(done.stderr);
  }
  await workflow(env, mark);
}

/** The steps of the workflow that ask, in their order, as a runner would do them: until one fails. */
async function workflow(env, mark) {
  const { jobs } = parse(readFileSync(join(folder, 'github-actions.yml'), 'utf8'));
  for (const [name, job] of Object.entries(jobs)) {
    const scripts = job.steps.flatMap((step) => (step.run === undefined ? [] : [step.run]));
    const asking = scripts.filter((text) => !text.includes('pip install'));
    for (const [dataset, code] of Object.entries({ good: 0, bad: 1 })) {
      rmSync(mark, { force: true });
      const steps = asking.map((text) =>
        text
          .replaceAll('gold.orders', `gold.${dataset}`)
          .replaceAll('echo promote', `touch "${mark}"`)
          .replaceAll('assay/integrations/recipes', folder),
      );
      let last = 0;
      for (const step of steps) last ||= (await run('bash', ['-eo', 'pipefail', '-c', step], { env })).code;
      check(
        `workflow ${name} on ${dataset} data`,
        { failed: last !== 0, promoted: existsSync(mark) },
        { failed: code !== 0, promoted: code === 0 },
      );
    }
  }
}
