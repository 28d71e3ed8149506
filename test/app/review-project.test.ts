/** Reviews in real repositories: what is compared, what judges, and what a stranger can not do. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDiffSide } from '../../src/app/review/load-diff-side.js';
import { ProjectMemory } from '../../src/app/project-memory.js';
import { reviewProject, type ReviewWish } from '../../src/app/review/review-project.js';
import { FaultError } from '../../src/model/fault.js';
import { gitProject, type GitProject } from '../support/git.js';

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
team: {members: [{username: olga, role: owner}]}
servers: [{server: files, type: local, path: data/orders.csv, format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: orders
    properties:
      - {name: order_id, logicalType: integer, required: true}
      - {name: amount, logicalType: number}
      - {name: note, logicalType: string}
`;
const PATH = 'contracts/orders.odcs.yaml';
const FILES = {
  'assay.yaml': 'project: shop\n',
  [PATH]: CONTRACT,
  'data/orders.csv': 'order_id,amount,note\n1,2,a\n2,,b\n',
};
/** Breaks readers. */
const WITHOUT_NOTE = CONTRACT.replace('      - {name: note, logicalType: string}\n', '');
/** Today's second row breaks it. */
const REQUIRED = CONTRACT.replace(
  '{name: amount, logicalType: number}',
  '{name: amount, logicalType: number, required: true}',
);

let project: GitProject;
afterEach(() => project.remove());

const start = (files: Record<string, string> = FILES): GitProject => (project = gitProject(files));
const review = (parts: Partial<ReviewWish> = {}) =>
  reviewProject({
    cwd: project.root,
    base: 'main',
    head: null,
    environment: null,
    asOf: '2026-05-02T00:00:00.000Z',
    untrusted: false,
    failOn: null,
    noDryRun: null,
    ...parts,
  });
const codes = async (work: Promise<unknown>): Promise<readonly string[]> => {
  const error = await work.catch((caught: unknown) => caught);
  return error instanceof FaultError ? error.faults.map(({ code }) => code) : [`no fault: ${String(error)}`];
};
const approvals = (change: string, by = 'anna', until = '2026-06-01') =>
  `approvals:\n  - change: ${change}\n    by: ${by}\n    reason: agreed with finance\n    until: ${until}\n`;

describe('what is compared', () => {
  it('nothing changes: clean', async () => {
    start();
    expect(await review()).toMatchObject({ verdict: 'clean', changes: [], faults: [] });
  });

  it('comments, order of keys and Windows line ends are no change', async () => {
    start();
    project.write(PATH, `# moved\n${CONTRACT}`.replaceAll('\n', '\r\n'));
    expect((await review()).changes).toEqual([]);
  });

  it('what a change does, not what the base branch did meanwhile', async () => {
    start();
    project.git('checkout', '--quiet', 'main');
    project.write(PATH, REQUIRED);
    project.commit('main goes on');
    project.git('checkout', '--quiet', 'change');
    project.write('README.md', 'x');
    project.commit('elsewhere');
    expect((await review()).changes).toEqual([]);
  });

  it('files of the working tree, or a commit that is named', async () => {
    start();
    project.write(PATH, WITHOUT_NOTE);
    expect(await review()).toMatchObject({ verdict: 'blocked', head: { ref: null, commit: null } });
    expect((await review({ head: 'HEAD' })).verdict).toBe('clean');
    const commit = project.commit('note goes');
    expect(await review({ head: 'HEAD' })).toMatchObject({ verdict: 'blocked', head: { commit } });
  });

  it('a project in a folder of the repository, asked for from below it', async () => {
    const moved = Object.fromEntries(
      Object.entries(FILES).map(([path, text]) => [`data platform/${path}`, text]),
    );
    start(moved);
    project.write(`data platform/${PATH}`, WITHOUT_NOTE);
    const found = await review({ cwd: join(project.root, 'data platform', 'contracts') });
    expect(found).toMatchObject({ verdict: 'blocked', prefix: 'data platform/' });
    expect(found.changes[0]?.change.file).toBe(PATH);
  });

  it('the first contract of a repository, and the last', async () => {
    start({ 'README.md': 'x' });
    for (const [path, text] of Object.entries(FILES)) project.write(path, text);
    const first = await review();
    expect(first.contracts.map(({ status }) => status)).toEqual(['added']);
    expect(['clean', 'noted']).toContain(first.verdict);
  });

  it('not what had faults before; mending it is not blocked', async () => {
    start({ ...FILES, [PATH]: CONTRACT.replace('logicalType: number', 'logicalTyp: number') });
    project.write(PATH, CONTRACT);
    const found = await review();
    expect(found).toMatchObject({ verdict: 'noted', notCompared: [{ file: PATH }] });
  });

  it('faults of the change come first, each with its line', async () => {
    start();
    project.write(PATH, CONTRACT.replace('logicalType: number', 'logicalTyp: number'));
    const found = await review();
    expect(found.verdict).toBe('faulty');
    expect(found.faults[0]).toMatchObject({ file: PATH, line: 13 });
  });

  it('a deleted folder of contracts is a fault, not a clean change', async () => {
    start();
    rmSync(join(project.root, 'contracts'), { recursive: true });
    expect((await review()).verdict).toBe('faulty');
  });
});

describe('approvals', () => {
  it('of the change count, are told as added, and end', async () => {
    start();
    project.write(PATH, WITHOUT_NOTE);
    const [open] = (await review()).changes;
    const fingerprint = open?.change.fingerprint ?? '';
    project.write('contracts/approvals.yaml', approvals(fingerprint));
    const approved = await review();
    expect(approved.verdict).toBe('approved');
    expect(approved.approvals).toMatchObject([{ by: 'anna', added: true, state: 'used', line: 2 }]);
    expect((await review({ asOf: '2026-06-02T00:00:00.000Z' })).verdict).toBe('blocked');
    // Lines move, the change is the same.
    project.write(PATH, `# a comment\n\n${WITHOUT_NOTE}`);
    expect((await review()).verdict).toBe('approved');
    expect((await review({ untrusted: true, head: 'HEAD' })).verdict).toBe('clean');
  });

  it('on the base branch alone count where its policy says so', async () => {
    start({ ...FILES, 'assay.yaml': 'project: shop\nci: {approvalsFrom: base}\n' });
    project.write(PATH, WITHOUT_NOTE);
    const fingerprint = (await review()).changes[0]?.change.fingerprint ?? '';
    project.write('contracts/approvals.yaml', approvals(fingerprint));
    expect((await review()).verdict).toBe('blocked');
    project.commit('change');
    project.git('checkout', '--quiet', 'main');
    project.write('contracts/approvals.yaml', approvals(fingerprint));
    project.commit('approved by whoever may write to main');
    project.git('checkout', '--quiet', 'change');
    expect((await review()).verdict).toBe('approved');
  });

  it.each([
    ['no list', 'approvals: yes\n'],
    ['an unknown key', `${approvals(`sha256:${'a'.repeat(64)}`)}    expires: never\n`],
    ['a fingerprint that is none', approvals('sha256:abc')],
    ['a day that does not exist', approvals(`sha256:${'a'.repeat(64)}`, 'anna', '2026-02-31')],
    ['no YAML', 'approvals: [\n'],
    ['nothing', ''],
  ])('in a file with %s are a fault', async (_name, text) => {
    start();
    project.write('contracts/approvals.yaml', text);
    const found = await review();
    expect(found.verdict).toBe('faulty');
    expect(found.faults[0]?.file).toBe('contracts/approvals.yaml');
  });

  it('a contract of that name is a contract', async () => {
    start({ ...FILES, 'contracts/approvals.yaml': CONTRACT.replaceAll('orders', 'approvals') });
    project.write('contracts/approvals.yaml', WITHOUT_NOTE.replaceAll('orders', 'approvals'));
    const found = await review();
    expect(found.faults.map(({ file }) => file)).toContain('contracts/approvals.yaml');
  });
});

describe('the policy', () => {
  it('is that of the base branch: a change can not let itself pass', async () => {
    start({ ...FILES, 'assay.yaml': 'project: shop\nci: {approvals: [{from: [owners]}]}\n' });
    project.write(PATH, WITHOUT_NOTE.replace('olga', 'mallory'));
    project.write(
      'assay.yaml',
      'project: shop\nci: {failOn: never, approvals: [{count: 0}], groups: {owners: [mallory]}}\n',
    );
    const found = await review();
    expect(found.verdict).toBe('blocked');
    expect(found.changes.find(({ state }) => state === 'open')?.needs).toMatchObject([{ from: ['owners'] }]);
  });

  it('counts as it is on the base branch now', async () => {
    start();
    project.write(PATH, WITHOUT_NOTE);
    project.commit('change');
    project.git('checkout', '--quiet', 'main');
    project.write('assay.yaml', 'project: shop\nci: {approvals: [{from: [max], count: 2}]}\n');
    project.commit('stricter');
    project.git('checkout', '--quiet', 'change');
    expect((await review()).changes[0]?.needs).toMatchObject([{ from: ['max'], count: 2 }]);
  });
});

describe('the dry run', () => {
  it('says what today’s data would do under the new contract, and records nothing', async () => {
    start();
    project.write(PATH, REQUIRED);
    const { dryRun, reasons } = await review();
    expect(dryRun.datasets).toMatchObject([
      { dataset: 'gold.orders', verdict: 'fail', newlyFailing: 1, recorded: null },
    ]);
    expect(dryRun.datasets[0]?.checks).toHaveLength(1);
    expect(reasons.join(' ')).toContain("Today's data of 1 dataset would fail");
    expect(existsSync(join(project.root, '.assay'))).toBe(false);
  });

  it('reads no more than the policy of the base branch allows', async () => {
    start({ ...FILES, 'assay.yaml': 'project: shop\nci: {dryRun: {maxBytes: 10B}}\n' });
    project.write(PATH, REQUIRED);
    const { dryRun } = await review();
    expect(dryRun.datasets).toMatchObject([
      { verdict: null, checks: [], reason: expect.stringContaining('maxBytes') as string },
    ]);
  });

  it('says where there are no data, without a path of this machine', async () => {
    start();
    unlinkSync(join(project.root, 'data/orders.csv'));
    project.write(PATH, REQUIRED);
    const { dryRun } = await review();
    expect(dryRun.datasets[0]?.reason).toBe('there are no data of gold.orders on the server files');
  });

  it('reads where the base branch says, not where the change says', async () => {
    start();
    project.write('data/good.csv', 'order_id,amount,note\n1,2,a\n');
    project.write(PATH, REQUIRED.replace('data/orders.csv', 'data/good.csv'));
    expect((await review()).dryRun.datasets).toMatchObject([{ verdict: 'fail' }]);
  });
});

describe('a stranger', () => {
  const untrusted = { untrusted: true } as const;

  it('is judged by the base branch alone: its configuration, approvals and check packs are not read', async () => {
    start();
    project.write(
      'evil/boom/check.js',
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(project.root, 'hit'))}, 'x');\n`,
    );
    project.write('evil/boom/options.schema.json', '{}');
    project.write(
      'assay.yaml',
      'project: shop\npacks: [./evil]\nstore: "${env:HOME}"\ncontracts: {git: "https://evil.example/x.git"}\n',
    );
    project.write(PATH, WITHOUT_NOTE);
    project.commit('evil');
    const found = await review(untrusted);
    expect(existsSync(join(project.root, 'hit'))).toBe(false);
    expect(found.verdict).toBe('blocked');
    expect(found.notCompared).toMatchObject([{ file: 'assay.yaml' }]);
    project.write('contracts/approvals.yaml', approvals(found.changes[0]?.change.fingerprint ?? ''));
    project.commit('approves itself');
    const again = await review(untrusted);
    expect(again.verdict).toBe('blocked');
    expect(again.approvals).toMatchObject([{ state: 'ignored' }]);
  });

  it('is checked with the check packs of the base branch, which load our kit and nothing of the change', async () => {
    const pack = (word: string) => `import { defineCheck } from 'assay/kit';
export default defineCheck({ kind: '${word}', level: 'dataset', dimension: 'accuracy', units: ['rows'], defaultLimit: { op: '=', value: 0 },
  needs: () => [], judge: () => ({ observed: 0, saw: 'nothing' }) });
`;
    const rule = (word: string) =>
      `${CONTRACT}    quality: [{type: custom, engine: assay, implementation: {metric: ${word}}}]\n`;
    start({
      ...FILES,
      'assay.yaml': 'project: shop\npacks: [./checks]\n',
      'checks/oddness/check.js': pack('oddness'),
      'checks/oddness/options.schema.json':
        '{"type": "object", "properties": {}, "additionalProperties": false}',
      [PATH]: rule('oddness'),
    });
    const evil = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(project.root, 'hit'))}, 'x');\n`;
    project.write('checks/oddness/check.js', evil + pack('oddness'));
    project.write(
      'node_modules/assay/package.json',
      '{"name": "assay", "type": "module", "exports": {"./kit": "./kit.js"}}',
    );
    project.write('node_modules/assay/kit.js', `${evil}export const defineCheck = (kind) => kind;\n`);
    project.commit('evil code');
    expect(await review(untrusted)).toMatchObject({ verdict: 'clean', faults: [] });
    project.write(PATH, rule('evenness'));
    project.commit('another kind');
    expect((await review(untrusted)).faults).toMatchObject([{ file: PATH }]);
    expect(existsSync(join(project.root, 'hit'))).toBe(false);
  });

  it('gets no data read, unless the base branch wants it', async () => {
    start();
    project.write(PATH, REQUIRED);
    project.commit('required');
    expect((await review(untrusted)).dryRun).toMatchObject({
      reason: expect.stringContaining('fork') as string,
      datasets: [],
    });
  });

  it('gets neither SQL nor another table past the base branch, where it wants it', async () => {
    start({ ...FILES, 'assay.yaml': 'project: shop\nci: {dryRun: {untrusted: true}}\n' });
    const sql = '    quality: [{id: q, type: sql, query: "select count(*) from ${table}", mustBe: 0}]\n';
    project.write(PATH, CONTRACT + sql);
    project.commit('sql');
    expect((await review(untrusted)).dryRun.datasets[0]?.reason).toContain('SQL');
    project.write(
      PATH,
      CONTRACT.replace('  - name: orders\n', '  - name: orders\n    physicalName: secrets\n'),
    );
    project.commit('table');
    expect((await review(untrusted)).dryRun.datasets[0]?.reason).toContain('another table');
    project.write(PATH, REQUIRED);
    project.commit('required');
    expect((await review(untrusted)).dryRun.datasets).toMatchObject([{ verdict: 'fail' }]);
  });

  it('can not have a file of this machine read through a link', async () => {
    start();
    writeFileSync(join(project.root, 'secret.yaml'), 'password: hunter2\n');
    symlinkSync(join(project.root, 'secret.yaml'), join(project.root, 'contracts', 'x.yaml'));
    mkdirSync(join(project.root, 'away'));
    symlinkSync('../away', join(project.root, 'contracts', 'folder'));
    project.commit('links');
    const found = await review(untrusted);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.notCompared.map(({ file }) => file)).toEqual(['contracts/folder', 'contracts/x.yaml']);
  });
});

describe('what can not be reviewed', () => {
  it('a ref that is none, or an option in disguise', async () => {
    start();
    for (const base of ['nope', '--upload-pack=touch hit', 'a..b', '', 'main\nx', ':(top)'])
      expect(await codes(review({ base }))).toEqual(['unknown-ref']);
  });

  it('a folder that is no repository', async () => {
    start();
    rmSync(join(project.root, '.git'), { recursive: true });
    expect(await codes(review())).toEqual(['no-repository']);
  });

  it('histories that have nothing in common', async () => {
    start();
    project.git('checkout', '--quiet', '--orphan', 'other');
    project.commit('other');
    expect(await codes(review())).toEqual(['no-merge-base']);
  });

  it('a configuration of the base branch with faults: no policy is no permission', async () => {
    start({ ...FILES, 'assay.yaml': 'project: shop\nci: {failon: never}\n' });
    project.write('assay.yaml', 'project: shop\n');
    expect(await codes(review())).toEqual(['unknown-key']);
  });
});

describe('a side of a comparison', () => {
  const load = async (name: string) => {
    const side = await loadDiffSide(name, project.root, { environment: null, memory: new ProjectMemory() });
    side.remove();
    return [side.commit === null ? 'disk' : 'commit', side.diff.contracts.length];
  };

  it('is a ref, a folder, a project or a file', async () => {
    start();
    project.write(`old/${PATH}`, CONTRACT);
    project.write('other/assay.yaml', 'project: other\n');
    project.write(`other/${PATH}`, CONTRACT);
    expect(await load('main')).toEqual(['commit', 1]);
    expect(await load('HEAD~0')).toEqual(['commit', 1]);
    expect(await load('old')).toEqual(['disk', 1]);
    expect(await load('other')).toEqual(['disk', 1]);
    expect(await load(PATH)).toEqual(['disk', 1]);
  });

  it('is named without doubt', async () => {
    start();
    mkdirSync(join(project.root, 'main'));
    expect(await codes(load('main'))).toEqual(['ambiguous-side']);
    expect(await load('refs/heads/main')).toEqual(['commit', 1]);
    expect(await codes(load('nowhere'))).toEqual(['unknown-side']);
  });

  it('keeps the documents of its contracts with their places', async () => {
    start();
    const side = await loadDiffSide('main', project.root, { environment: null, memory: new ProjectMemory() });
    const [one] = side.diff.contracts;
    expect(one?.placeAt('/schema/0/properties/1')).toMatchObject({ file: PATH, line: 13 });
    expect(one?.document).toMatchObject({ id: 'orders' });
    side.remove();
    expect(readFileSync(join(project.root, PATH), 'utf8')).toBe(CONTRACT);
  });
});
