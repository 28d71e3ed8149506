/** `assay init`: from data to a first check, by the real command line; its questions on streams, and once on a real terminal. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrders } from '../../src/app/init/init-sample.js';
import { writeFiles } from '../../src/app/init/init-write.js';
import { askOverwrite, askWishes, type Known } from '../../src/cli/init/wizard.js';
import { testProject, type TestProject } from '../support/cli.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

const projects: TestProject[] = [];
const fresh = (files: Record<string, string> = {}): TestProject => {
  const project = testProject(files);
  projects.push(project);
  return project;
};
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

const tree = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.assay'))
    .sort();

describe('assay init --yes', { timeout: 180_000 }, () => {
  test('without a source: a sample that checks at once', async () => {
    const project = fresh();
    const done = await project.assay('init', '--yes', '--name', 'shop');
    expect(done.code, done.stderr).toBe(0);
    expect(done.stdout).toMatch(/wrote {5}contracts\/orders\.odcs\.yaml/);
    expect(done.stdout).toMatch(/assay check orders/);
    expect(tree(project.root)).toEqual([
      ...['.gitignore', 'assay.yaml', 'contracts', 'contracts/orders.odcs.yaml', 'data', 'data/orders.csv'],
    ]);
    expect(readFileSync(join(project.root, '.gitignore'), 'utf8')).toBe('.assay/\n');
    expect((await project.assay('lint', '--strict')).code).toBe(0);
    const check = await project.assay('check', 'orders');
    expect(check.code, check.stdout + check.stderr).toBe(0);
    // What the sample is for: a value that is wrong is found.
    const path = join(project.root, 'data/orders.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('1001,C-', '1001,X-'));
    expect((await project.assay('check', 'orders')).code).toBe(1);
  });

  test('own data in another folder, a layer, a workflow; .gitignore is added to, once', async () => {
    const project = fresh({ 'mine/orders.csv': sampleOrders(), 'mine/.gitignore': 'node_modules' });
    const args = [
      'init',
      'mine/orders.csv',
      '--yes',
      '--dir',
      'mine',
      '--layer',
      'silver',
      '--ci',
      '-q',
    ] as const;
    const done = await project.assay(...args);
    expect(done.code, done.stderr).toBe(0);
    const read = (name: string): string => readFileSync(join(project.root, 'mine', name), 'utf8');
    expect(read('.gitignore')).toBe('node_modules\n.assay/\n');
    expect(read('contracts/silver-orders.odcs.yaml')).toMatch(/path: orders\.csv/);
    expect(read('.github/workflows/assay.yml')).toContain('assay ci --base');
    expect(done.stdout).toMatch(/cd mine/);
    // A second time nothing is written over …
    writeFileSync(join(project.root, 'mine/contracts/silver-orders.odcs.yaml'), 'edited');
    const again = await project.assay(...args);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/assay\.yaml is there already/);
    expect(read('contracts/silver-orders.odcs.yaml')).toBe('edited');
    // … unless asked for.
    const forced = await project.assay(...args, '--force');
    expect(forced.code, forced.stderr).toBe(0);
    expect(forced.stdout).toMatch(/overwrote contracts\/silver-orders/);
    expect(read('.gitignore')).toBe('node_modules\n.assay/\n');
  });

  test('a contract in the way, although there is no configuration', async () => {
    const project = fresh({ 'contracts/orders.odcs.yaml': 'mine', 'o/orders.csv': sampleOrders() });
    const done = await project.assay('init', 'o/orders.csv', '--yes');
    expect(done.code).toBe(2);
    expect(tree(project.root)).toEqual(['contracts', 'contracts/orders.odcs.yaml', 'o', 'o/orders.csv']);
    expect(readFileSync(join(project.root, 'contracts/orders.odcs.yaml'), 'utf8')).toBe('mine');
  });

  test('without a terminal and without --yes: exit 2 and a hint; nothing is written', async () => {
    const project = fresh();
    const done = await project.assay('init');
    expect(done.code).toBe(2);
    expect(done.stderr).toMatch(/--yes/);
    expect(tree(project.root)).toEqual([]);
  });

  test('data that can not be read leave nothing behind', async () => {
    const project = fresh({ 'bad.parquet': 'no parquet' });
    expect((await project.assay('init', 'bad.parquet', '--yes')).code).toBe(3);
    expect((await project.assay('init', 'none.csv', '--yes')).code).toBe(2);
    expect(tree(project.root)).toEqual(['bad.parquet']);
  });

  describe('a database', () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.close());

    test('its password is a reference, and the project checks with it', async () => {
      const url = await server.createDatabase();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(
        `create table orders as select i as id, 'C-' || (1000 + i % 50) as customer from generate_series(1, 300) i`,
      );
      await client.end();
      const project = fresh();
      const done = await project.assay('init', url, '--table', 'orders', '--yes');
      expect(done.code, done.stderr).toBe(0);
      expect(done.stdout).toMatch(/export PGPASSWORD=/);
      for (const name of ['assay.yaml', 'contracts/orders.odcs.yaml'])
        expect(readFileSync(join(project.root, name), 'utf8')).not.toContain('secret');
      expect(done.stdout + done.stderr).not.toContain('secret');
      expect((await project.assay('check', 'orders', '--no-record')).code).toBe(2);
      const check = await project.assayWith({ PGPASSWORD: 'secret' }, 'check', 'orders', '--no-record');
      expect(check.code, check.stdout + check.stderr).toBe(0);
    });
  });
});

describe('all files or none', () => {
  const file = (path: string, text: string) => ({ path, text, mode: 'create' as const });

  test('what fails half way is taken back, folders too', async () => {
    const project = fresh({ 'kept.txt': 'kept', blocked: 'a file where a folder is due' });
    const files = [file('new/deep/a.txt', 'a'), file('b.txt', 'b'), file('blocked/c.txt', 'c')];
    await expect(writeFiles(project.root, files, false)).rejects.toThrow(/nothing was changed/);
    expect(tree(project.root)).toEqual(['blocked', 'kept.txt']);
  });

  test('with --force the file before comes back when a later one fails', async () => {
    const project = fresh({ 'a.txt': 'before' });
    mkdirSync(join(project.root, 'z.txt'));
    const files = [file('a.txt', 'after'), file('z.txt', 'a folder stands here')];
    await expect(writeFiles(project.root, files, true)).rejects.toThrow(/nothing was changed/);
    expect(readFileSync(join(project.root, 'a.txt'), 'utf8')).toBe('before');
    expect(tree(project.root)).toEqual(['a.txt', 'z.txt']);
  });
});

describe('the questions', () => {
  const ENTER = '\r';
  const DOWN = '\u001b[B';
  const known: Known = { source: null, table: null, name: null, ci: null, cwd: '.', folder: 'shop' };

  /** Types each text when the question that it answers has been shown. */
  function typist(script: readonly (readonly [question: RegExp, keys: readonly string[]])[]) {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
    let shown = '';
    let at = 0;
    output.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      const next = script[at];
      if (next === undefined || !next[0].test(shown)) return;
      at += 1;
      shown = '';
      next[1].forEach((key, index) => setTimeout(() => input.write(key), 30 * (index + 1)));
    });
    return { input, output };
  }

  test('the sample, by Enter alone', async () => {
    const streams = typist([
      [/Which data/, [ENTER]],
      [/project called/, [ENTER]],
      [/GitHub workflow/, [ENTER]],
    ]);
    expect(await askWishes(known, streams)).toEqual({ source: null, table: null, name: 'shop', ci: false });
  });

  test('own files: a path that leads nowhere is asked for again', async () => {
    const project = fresh({ 'my orders.csv': 'a\n1\n' });
    const streams = typist([
      [/Which data/, [DOWN, ENTER]],
      [/Where are they/, [...'none.csv', ENTER]],
      [/nothing at this path/, [...'\u007f'.repeat(8), ...'my orders.csv', ENTER]],
      [/project called/, [...'2', ENTER]],
      [/GitHub workflow/, ['y']],
    ]);
    expect(await askWishes({ ...known, cwd: project.root }, streams)).toEqual({
      source: 'my orders.csv',
      table: null,
      name: 'shop2',
      ci: true,
    });
  });

  test('a database: the password goes into the address of this look', async () => {
    const streams = typist([
      [/Which data/, [DOWN, DOWN, ENTER]],
      [/Where is the database/, [...'postgres://me@db:5432/shop', ENTER]],
      [/Its password/, [...'p@ss/word', ENTER]],
      [/Which table/, [...'public.orders', ENTER]],
    ]);
    const answers = await askWishes({ ...known, name: 'n', ci: false }, streams);
    expect(answers).toEqual({
      source: 'postgres://me:p%40ss%2Fword@db:5432/shop',
      table: 'public.orders',
      name: 'n',
      ci: false,
    });
  });

  test.each([
    ['at the first question', [[/Which data/, ['\u0003']]]],
    [
      'at the last',
      [
        [/Which data/, [ENTER]],
        [/project called/, [ENTER]],
        [/GitHub workflow/, ['\u0003']],
      ],
    ],
  ] as const)('leaving %s', async (_, script) => {
    expect(await askWishes(known, typist(script))).toBeNull();
  });

  test('files are only written over after a yes', async () => {
    expect(await askOverwrite(['assay.yaml'], typist([[/Overwrite/, [ENTER]]]))).toBe(false);
    expect(await askOverwrite(['assay.yaml'], typist([[/Overwrite/, ['y']]]))).toBe(true);
    expect(await askOverwrite(['assay.yaml'], typist([[/Overwrite/, ['\u0003']]]))).toBe(false);
  });
});

describe('on a terminal', () => {
  const BIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'bin', 'assay.js');
  const hasScript =
    spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

  /** `script` gives the command a real pseudo-terminal. */
  function terminal(
    cwd: string,
    script: readonly (readonly [RegExp, string])[],
  ): Promise<{ code: number | null; shown: string }> {
    const run = join(cwd, 'run.sh');
    writeFileSync(run, `stty cols 100 rows 40\nexec '${process.execPath}' '${BIN}' init --dir project\n`);
    chmodSync(run, 0o755);
    const child = spawn('script', ['-qec', `sh ${run}`, '/dev/null'], {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let shown = '';
    let since = '';
    let at = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      since += chunk.toString();
      const next = script[at];
      if (next === undefined || !next[0].test(since)) return;
      at += 1;
      since = '';
      setTimeout(() => child.stdin.write(next[1]), 100);
    });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, shown })));
  }

  test.skipIf(!hasScript)('questions, answers, a project', async () => {
    const project = fresh();
    const done = await terminal(project.root, [
      [/Which data/, '\r'],
      [/project called/, '\r'],
      [/GitHub workflow/, '\r'],
    ]);
    expect(done.code, done.shown).toBe(0);
    expect(tree(join(project.root, 'project'))).toContain('contracts/orders.odcs.yaml');
    expect(done.shown).toMatch(/cd project/);
  });

  test.skipIf(!hasScript)('Ctrl-C leaves nothing', async () => {
    const project = fresh();
    const done = await terminal(project.root, [
      [/Which data/, '\r'],
      [/project called/, '\u0003'],
    ]);
    expect(done.code, done.shown).toBe(130);
    expect(done.shown).toContain('Nothing was written.');
    expect(existsSync(join(project.root, 'project'))).toBe(false);
  });
});
