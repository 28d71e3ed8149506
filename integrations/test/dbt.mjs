// dbt for real, on DuckDB: what it built is what the gate looks at.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './counts.mjs';
import { run } from './processes.mjs';

const source = fileURLToPath(new URL('./dbt', import.meta.url));

/** By name: the arguments, the exit code, and what the gate must have been asked about. */
const CASES = {
  'a good model, named by its metadata': { args: ['--', '--select', 'mart'], code: 0, asked: ['gold.mart'] },
  'all models, one of them bad': { args: [], code: 1, asked: ['gold.bad_mart', 'gold.mart'] },
  'the bad one again, as it was': { args: ['--', '--select', 'bad_mart'], code: 5, asked: ['gold.bad_mart'] },
  'a dataset named by hand': {
    args: ['--gate', 'gold.mart', '--', '--select', 'bad_mart'],
    code: 0,
    asked: ['gold.mart'],
  },
  'a dataset that is not there': {
    args: ['--gate', 'gold.nowhere', '--', '--select', 'mart'],
    code: 2,
    asked: [],
  },
  'a build that fails': {
    args: ['--gate', 'gold.mart', '--', '--select', 'mart', '--target', 'none'],
    code: 2,
    asked: [],
  },
  'nothing that was built': { args: ['--', '--select', 'no_such_model'], code: 2, asked: [] },
};

export async function dbt(gate, { bin }, proof) {
  const project = join(gate.folder, 'dbt');
  cpSync(source, project, { recursive: true });
  const env = {
    ...gate.env,
    HOME: project,
    DO_NOT_TRACK: '1',
    DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
    ASSAY_TEST_DATABASE: gate.database,
    PATH: `${bin}:${process.env['PATH']}`,
  };
  for (const [name, { args, code, asked }] of Object.entries(CASES)) {
    const mark = join(proof, 'dbt-promoted');
    rmSync(mark, { force: true });
    // As people write it: promote only after the gate.
    const command = `assay-dbt build ${args.join(' ')} && touch "${mark}"`;
    const done = await run('/bin/sh', ['-c', command], { env, cwd: project });
    const verdicts = [...done.stdout.matchAll(/^(?:ALLOW|BLOCK)\S*  (\S+)$/gm)].map(([, dataset]) => dataset);
    const seen = { code: done.code, asked: verdicts.sort(), promoted: existsSync(mark) };
    check(name, seen, { code, asked, promoted: code === 0 });
  }
  const down = { ...env, ASSAY_URL: gate.env.ASSAY_DOWN };
  const args = ['build', '--wait', '1', '--', '--select', 'mart'];
  const unreached = await run(join(bin, 'assay-dbt'), args, { env: down, cwd: project });
  check('a service that is out of reach', unreached.code, 3);
}
