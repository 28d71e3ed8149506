/** `assay import` and `assay export` in a real process: what is written where, and with which exit code. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { testProject, type TestProject } from '../support/cli.js';

const SQL = `create table customers (id int primary key, since date default now());
create table orders (id int primary key, customer int references customers, state text check (state in ('new', 'paid')));
create view v as select 1;`;

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

function project(files: Record<string, string> = {}): TestProject {
  const made = testProject({ 'shop.sql': SQL, ...files });
  projects.push(made);
  return made;
}

describe('assay import', () => {
  it('prints the contract, and what it could not carry beside it', async () => {
    const { code, stdout, stderr } = await project().assay(
      'import',
      'shop.sql',
      '--layer',
      'bronze',
      '--id',
      'my-shop',
      '--contract-version',
      '2.0.0',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^apiVersion: v3.1.0\nkind: DataContract\nid: my-shop\nname: shop\nversion: 2.0.0\n/,
    );
    expect(stdout).toContain('value: bronze');
    expect(stderr).toMatch(
      /^Not carried \(2\):\n {2}A contract says .*\n {4}shop.sql:1: DEFAULT of customers.since\n/,
    );
  });

  it('writes a file that lint has nothing against, and never over one that is there', async () => {
    const shop = project();
    const first = await shop.assay('import', 'shop.sql', '-o', 'contracts/shop.odcs.yaml');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('Wrote contracts/shop.odcs.yaml (2 datasets).');
    expect((await shop.assay('lint')).code).toBe(0);
    const before = readFileSync(join(shop.root, 'contracts/shop.odcs.yaml'), 'utf8');
    const again = await shop.assay('import', 'shop.sql', '--id', 'other', '-o', 'contracts/shop.odcs.yaml');
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/there already[\s\S]*--force/);
    expect(readFileSync(join(shop.root, 'contracts/shop.odcs.yaml'), 'utf8')).toBe(before);
    expect(
      (await shop.assay('import', 'shop.sql', '--id', 'other', '-o', 'contracts/shop.odcs.yaml', '--force'))
        .code,
    ).toBe(0);
    expect(readFileSync(join(shop.root, 'contracts/shop.odcs.yaml'), 'utf8')).toContain('id: other');
  });

  it('with --split writes a contract a table, as JSON says which', async () => {
    const shop = project();
    const { code, stdout, stderr } = await shop.assay(
      'import',
      'shop.sql',
      '--split',
      '-o',
      'out',
      '--format',
      'json',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'AssayImport',
      schemaVersion: 1,
      format: 'ddl',
      contracts: [
        { file: 'out/shop-customers.odcs.yaml', datasets: 1 },
        { file: 'out/shop-orders.odcs.yaml', datasets: 1 },
      ],
      notCarried: [{ where: 'shop.sql:1' }, { where: 'shop.sql:3', what: 'view v' }],
    });
    expect((await shop.assay('lint', 'out')).code).toBe(0);
  });

  it('of a CSV file can be checked at once', async () => {
    const shop = project({ 'data/orders.csv': 'id,day\n1,2001-01-01\n2,2001-01-02\n' });
    expect((await shop.assay('import', 'data/orders.csv', '-o', 'contracts/')).code).toBe(0);
    expect(readdirSync(join(shop.root, 'contracts'))).toEqual(['orders.odcs.yaml']);
    const check = await shop.assay('check', 'orders');
    expect(check.code).toBe(0);
  });

  it.each([
    [['import', 'nowhere.sql'], /There is no file nowhere.sql/],
    [['import', 'sql', 'shop.sql'], /There is no format sql/],
    [['import', 'ddl'], /needs a source/],
    [['import', 'shop.sql', '--dialect', 'oracle'], /postgres, duckdb/],
    [['import', 'shop.sql', '--split'], /2 contracts[\s\S]*-o contracts/],
    [['import', 'postgres', 'postgres://me:hunter2@db.example/x'], /must not stand on the command line/],
    [['export', 'excel'], /There is no format excel/],
    [['export', 'ddl'], /There is no file or folder/],
  ])('%j is a fault of the caller', async (words, message) => {
    const { code, stdout, stderr } = await project().assay(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/hunter2|at .*\.js:\d/);
  });

  it('of a server that does not answer exits with 3', async () => {
    const { code, stderr } = await project().assayWith(
      { DB: 'postgres://127.0.0.1:1/x' },
      'import',
      'postgres',
      '${env:DB}',
    );
    expect(code).toBe(3);
    expect(stderr).toContain('can not be reached');
  });
});

describe('assay export', () => {
  it('prints one file, writes several, and says what it could not carry', async () => {
    const shop = project();
    await shop.assay('import', 'shop.sql', '--layer', 'silver', '-o', 'contracts/');
    const ddl = await shop.assay('export', 'ddl');
    expect(ddl).toMatchObject({ code: 0, stderr: '' });
    expect(ddl.stdout).toContain('CREATE TABLE "orders" (');
    expect(ddl.stdout).toContain(`CHECK ("state" IN ('new', 'paid'))`);
    const duck = await shop.assay('export', 'ddl', 'contracts/', '--dialect', 'duckdb');
    expect(duck.stdout).toContain('"id" INTEGER');
    const avro = await shop.assay('export', 'avro');
    expect(avro.code).toBe(2);
    expect(avro.stderr).toMatch(/2 files[\s\S]*-o FOLDER/);
    const folder = await shop.assay('export', 'avro', '-o', 'out');
    expect(folder.code).toBe(0);
    expect(folder.stderr).toMatch(/Wrote out[/\\]customers.avsc\.[\s\S]*foreignKey/);
    expect(existsSync(join(shop.root, 'out', 'orders.avsc'))).toBe(true);
    expect((await shop.assay('export', 'avro', '-o', 'out')).code).toBe(2);
  });
});
