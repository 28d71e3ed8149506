// Python environments, one an orchestrator, made once and kept in a cache folder.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const integrations = fileURLToPath(new URL('..', import.meta.url));
const cache = process.env['ASSAY_VENVS'] ?? join(integrations, '.venvs');
const INSTALL_MS = 1_800_000;

/**
 * What each is tested with. Exact at the top, so that a run of tomorrow tests what a run of today did.
 * Prefect's server does not start with later versions of FastAPI; dbt-core from 1.11 on downloads a parser.
 */
const REQUIREMENTS = {
  plain: [],
  airflow: ['apache-airflow==3.3.2', 'apache-airflow-providers-http'],
  airflow2: ['apache-airflow==2.11.2', 'apache-airflow-providers-http'],
  dagster: ['dagster==1.13.29'],
  prefect: ['prefect==3.6.29', 'fastapi<0.122'],
  dbt: ['dbt-core==1.10.23', 'dbt-duckdb==1.10.1', 'duckdb<1.5'],
};

/** The folder of an environment with `assay-gate` in it; or why it can not be had. */
export async function environment(name) {
  const folder = join(cache, name);
  const wanted = REQUIREMENTS[name];
  const marker = join(folder, '.assay-installed');
  const key = createHash('sha256').update(wanted.join('\n')).digest('hex');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== key) {
    const made = await make(folder, name, wanted);
    if (made !== null) return { problem: made };
    writeFileSync(marker, key);
  }
  const built = await wheel();
  if (built.problem !== undefined) return built;
  const added = await pip(folder, name, ['--no-deps', '--force-reinstall', built.file]);
  return added === null ? { folder, bin: join(folder, 'bin') } : { problem: added };
}

async function make(folder, name, wanted) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const python = process.env['PYTHON'] ?? 'python3';
  const made = await run(python, ['-m', 'venv', folder]);
  if (made.code !== 0) return `${python} -m venv: ${lastLine(made.stderr || made.stdout)}`;
  if (wanted.length === 0) return null;
  console.log(`  installing ${wanted.join(' ')} …`);
  return pip(folder, name, wanted);
}

async function pip(folder, name, what) {
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...what];
  const done = await run(join(folder, 'bin', 'python'), args, { timeoutMs: INSTALL_MS });
  writeFileSync(join(cache, `${name}.log`), done.stdout + done.stderr);
  return done.code === 0 ? null : `pip: ${lastLine(done.stderr)} (${join(cache, `${name}.log`)})`;
}

let building = null;

/** The package as its users get it: a wheel, built once a run from a copy, so that the sources stay clean. */
const wheel = () => (building ??= buildWheel());

async function buildWheel() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-wheel-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const strange = /(^|\/)(build|dist|__pycache__|[^/]*\.egg-info)$/;
  const source = join(folder, 'source');
  cpSync(join(integrations, 'python'), source, { recursive: true, filter: (path) => !strange.test(path) });
  const python = join(cache, 'plain', 'bin', 'python');
  if (!existsSync(python)) {
    const problem = await make(join(cache, 'plain'), 'plain', []);
    if (problem !== null) return { problem };
  }
  const args = [
    '-m',
    'pip',
    'wheel',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-w',
    folder,
    source,
  ];
  const done = await run(python, args, { timeoutMs: INSTALL_MS });
  const file = readdirSync(folder).find((each) => each.endsWith('.whl'));
  if (done.code !== 0 || file === undefined) return { problem: `the wheel: ${lastLine(done.stderr)}` };
  return { file: join(folder, file) };
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';
