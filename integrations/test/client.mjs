// The client: its own tests, and the same client against a real service.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './counts.mjs';
import { run } from './processes.mjs';

const python = fileURLToPath(new URL('../python', import.meta.url));
const here = fileURLToPath(new URL('./client', import.meta.url));

export async function client(gate, { bin }) {
  const program = join(bin, 'python');
  const quiet = { PYTHONDONTWRITEBYTECODE: '1' };
  const own = ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'];
  report('its own tests', await run(program, own, { cwd: python, env: quiet }));
  const real = ['-m', 'unittest', '-v', 'real_service'];
  const env = { ...quiet, ...gate.env, ASSAY_TEST_DATA: join(gate.folder, 'data') };
  report('against a real service', await run(program, real, { cwd: here, env }));
  const resume = await gate.interrupt();
  const ask = 'print(__import__("assay_gate").GateClient.from_env(retries=60).require("gold.good2").outcome)';
  const asked = run(program, ['-c', ask], { env });
  await resume();
  check('a service that comes back is asked again', (await asked).stdout.trim(), 'allow');
}

function report(name, { code, stderr }) {
  const ran = /^Ran (\d+) tests?/m.exec(stderr)?.[1] ?? '0';
  if (code !== 0) console.log(stderr.slice(-4000));
  check(`${name} (${ran})`, { code, some: Number(ran) > 0 }, { code: 0, some: true });
}
