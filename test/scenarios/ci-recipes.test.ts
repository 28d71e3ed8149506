/** The GitHub action and the recipes: their steps run as the hosts run them, in a clone of a real repository. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitProject, type GitProject } from '../support/git.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
customProperties: [{property: layer, value: gold}]
schema:
  - name: orders
    properties:
      - {name: order_id, logicalType: integer}
      - {name: note, logicalType: string}
`;
const PATH = 'contracts/orders.odcs.yaml';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
interface Step {
  readonly run: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
}

let origin: GitProject;
let folder: string;
let clone: string;

beforeAll(() => {
  origin = gitProject({ 'assay.yaml': 'project: shop\n', [PATH]: CONTRACT });
  origin.write('README.md', 'one');
  origin.commit('a read-me');
  origin.write(PATH, CONTRACT.replace('      - {name: note, logicalType: string}\n', ''));
  origin.commit('note goes');
  folder = mkdtempSync(join(tmpdir(), 'assay-recipes-'));
  clone = join(folder, 'clone');
});
afterAll(() => {
  origin.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Done {
  readonly code: number;
  readonly out: string;
}

function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<Done> {
  return new Promise((resolve) => {
    execFile(
      'bash',
      [...flags, '-c', script],
      { cwd, env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), out: `${stdout}${stderr}` });
      },
    );
  });
}

/** As a runner checks a branch out by default: its last commit alone. */
async function checkout(branch: string): Promise<void> {
  rmSync(clone, { recursive: true, force: true });
  const done = await bash(
    `git clone --quiet --depth 1 --branch ${branch} "file://${origin.root}" "${clone}"`,
    folder,
    {},
  );
  expect(done).toEqual({ code: 0, out: '' });
}

const cli = `${process.execPath} ${join(ROOT, 'bin', 'assay.js')}`;

describe('the GitHub action', () => {
  const action = parse(readFileSync(join(ROOT, 'integrations/github-action/action.yml'), 'utf8')) as Action;

  /** Every step with its inputs, until one fails. */
  async function run(inputs: Readonly<Record<string, string>>): Promise<Done> {
    const event = join(folder, 'event.json');
    const repo = { full_name: 'acme/shop' };
    writeFileSync(
      event,
      JSON.stringify({ pull_request: { number: 7, head: { repo, sha: 'a'.repeat(40) }, base: { repo } } }),
    );
    const filled = (text: string) =>
      text.replace(
        /\$\{\{ inputs\.([\w-]+) \}\}/g,
        (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? `no input ${name}`,
      );
    let last: Done = { code: 0, out: '' };
    for (const step of action.runs.steps) {
      // Nothing that comes from outside may be pasted into a script.
      expect(step.run).not.toContain('${{');
      const own = Object.fromEntries(
        Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]),
      );
      const host = {
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: event,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_BASE_REF: 'main',
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      };
      last = await bash(
        step.run,
        clone,
        { ...host, ...own },
        '--noprofile',
        '--norc',
        '-e',
        '-o',
        'pipefail',
      );
      if (last.code !== 0) return last;
    }
    return last;
  }
  const inputs = { command: cli, token: '', comment: 'false' };

  it('finds what it compares with from a checkout of one commit, and fails for what breaks', async () => {
    await checkout('change');
    const done = await run(inputs);
    expect(done.out).toMatch(/^::error file=contracts\/orders\.odcs\.yaml,line=\d+,title=C012 /m);
    expect(done.code).toBe(1);
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('### ❌ Blocked');
  });

  it('takes its inputs', async () => {
    await checkout('change');
    expect(
      (await run({ ...inputs, 'fail-on': 'never', sarif: 'review.sarif', 'dry-run': 'false' })).code,
    ).toBe(0);
    expect(existsSync(join(clone, 'review.sarif'))).toBe(true);
    expect((await run({ ...inputs, base: 'nowhere' })).code).toBe(2);
    const named = '$(touch hit)`touch hit`; touch hit';
    expect((await run({ ...inputs, base: named })).code).toBe(2);
    expect(existsSync(join(clone, 'hit'))).toBe(false);
  });

  it('passes what breaks nothing', async () => {
    await checkout('main');
    const done = await run(inputs);
    expect([done.code, done.out.trim()]).toEqual([0, 'Clean: no contract changes.']);
  });

  it('says that it can not comment, and judges all the same', async () => {
    await checkout('change');
    const done = await run({ ...inputs, comment: 'true' });
    expect([done.code, done.out]).toEqual([1, expect.stringContaining('GITHUB_TOKEN is not set')]);
  });
});

it('the GitLab recipe judges, and leaves its reports', async () => {
  const jobs = parse(readFileSync(join(ROOT, 'integrations/recipes/gitlab-ci.yml'), 'utf8')) as {
    readonly contracts: {
      readonly script: readonly string[];
      readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
    };
  };
  const { script, artifacts } = jobs.contracts;
  await bash(
    `git clone --quiet --branch change "file://${origin.root}" "${join(folder, 'lab')}"`,
    folder,
    {},
  );
  const env = {
    GITLAB_CI: 'true',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_PROJECT_ID: '3',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '3',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    ASSAY_COMMAND_LINE: cli,
  };
  const done = await bash(['set -e', ...script].join('\n'), join(folder, 'lab'), env);
  expect(done.out).toContain('Blocked');
  expect(done.code).toBe(1);
  for (const file of Object.values(artifacts.reports))
    expect(existsSync(join(folder, 'lab', file))).toBe(true);
  const quality = JSON.parse(
    readFileSync(join(folder, 'lab', artifacts.reports['codequality'] ?? ''), 'utf8'),
  ) as readonly object[];
  expect(quality[0]).toMatchObject({ severity: 'critical', location: { path: PATH } });
});

it('the hooks of pre-commit stop faults, and tell what changes', async () => {
  const { repos } = parse(
    readFileSync(join(ROOT, 'integrations/recipes/pre-commit-config.yaml'), 'utf8'),
  ) as {
    readonly repos: readonly {
      readonly hooks: readonly { readonly id: string; readonly entry: string; readonly files: string }[];
    }[];
  };
  const hooks = repos[0]?.hooks ?? [];
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec ${cli} "$@"\n`, { mode: 0o755 });
  await checkout('main');
  const run = (id: string) =>
    bash(hooks.find((hook) => hook.id === id)?.entry ?? 'false', clone, {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    });
  writeFileSync(join(clone, PATH), CONTRACT.replace('      - {name: note, logicalType: string}\n', ''));
  expect((await run('assay-lint')).code).toBe(0);
  const told = await run('assay-diff');
  expect([told.code, told.out]).toEqual([0, expect.stringContaining('column-removed')]);
  writeFileSync(join(clone, PATH), CONTRACT.replace('logicalType: string', 'logicalTyp: string'));
  expect((await run('assay-lint')).code).toBe(2);
  for (const { files } of hooks)
    expect([new RegExp(files).test(PATH), new RegExp(files).test('src/x.yaml')]).toEqual([true, false]);
});
