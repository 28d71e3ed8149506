import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/app/config.js';
import { serverNameFaults } from '../../src/app/config-servers.js';
import { resolveReferences, storeAddress, withSecrets } from '../../src/app/secrets.js';
import { FaultError } from '../../src/model/fault.js';

const ROOT = mkdtempSync(join(tmpdir(), 'assay-config-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

let folders = 0;

/** A project folder with this `assay.yaml`. */
function project(text: string, name = 'assay.yaml'): string {
  folders += 1;
  const folder = join(ROOT, `p${String(folders)}`);
  mkdirSync(join(folder, 'deep', 'below'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return folder;
}

const load = (text: string, environment: string | null = null, variables = {}) =>
  loadConfig(project(text), environment, variables);

const FULL = `project: flights
contracts: [contracts/, more/one.odcs.yaml]
packs: [./checks]
layers: [raw, clean, gold]
store: "\${env:FLIGHTS_STORE}"
servers:
  production: {user: reader, password: "\${env:PGPASSWORD}", timeout: 60s, concurrency: 4}
policy:
  gold: {fail: block, unknown: block, upstreamOpen: block, onEmpty: fail, cooldown: 10m, holds: PT24H}
environments:
  dev: {server: laptop, store: "pglite:.dev", policy: {gold: {shadow: true}}}
alerts: {}
`;

describe('loadConfig', () => {
  it('reads every setting, times in ms, secrets still by reference', async () => {
    const folder = project(FULL);
    const { config, faults } = await loadConfig(folder, null, {});
    expect(faults).toEqual([]);
    expect(config).toEqual({
      project: 'flights',
      root: folder,
      file: 'assay.yaml',
      contracts: ['contracts/', 'more/one.odcs.yaml'],
      packs: ['./checks'],
      layers: ['raw', 'clean', 'gold'],
      store: '${env:FLIGHTS_STORE}',
      servers: {
        production: { user: 'reader', password: '${env:PGPASSWORD}', timeoutMs: 60_000, concurrency: 4 },
      },
      policy: {
        gold: {
          fail: 'block',
          unknown: 'block',
          upstreamOpen: 'block',
          onEmpty: 'fail',
          cooldown: '10m',
          holds: 'PT24H',
        },
      },
      environments: { dev: { server: 'laptop', store: 'pglite:.dev', policy: { gold: { shadow: true } } } },
    });
  });

  it('is found from a folder below', async () => {
    const folder = project('project: above\n');
    const { config } = await loadConfig(join(folder, 'deep', 'below'), null, {});
    expect([config.project, config.root]).toEqual(['above', folder]);
  });

  it('has defaults where there is no file, and where it is empty', async () => {
    const folder = mkdtempSync(join(ROOT, 'bare-'));
    const bare = await loadConfig(folder, null, {});
    expect(bare.faults).toEqual([]);
    expect(bare.config).toMatchObject({
      root: folder,
      file: null,
      contracts: ['contracts/'],
      packs: [],
      layers: ['bronze', 'silver', 'gold'],
      store: 'pglite:.assay',
    });
    expect((await load('# nothing yet\n')).faults).toEqual([]);
  });

  it('lets the variable win over the environment, and that over the file', async () => {
    const text = 'store: pglite:a\nenvironments: {dev: {store: "pglite:b"}}\n';
    expect((await load(text)).config.store).toBe('pglite:a');
    expect((await load(text, 'dev')).config.store).toBe('pglite:b');
    expect((await load(text, null, { ASSAY_ENV: 'dev' })).config.store).toBe('pglite:b');
    const both = await load(text, 'dev', { ASSAY_STORE: 'postgres://h/d', ASSAY_ENV: 'prod' });
    expect([both.config.store, both.faults]).toEqual(['postgres://h/d', []]);
    expect((await load(text, null, { ASSAY_STORE: '' })).config.store).toBe('pglite:a');
  });
});

describe('faults of assay.yaml', () => {
  it.each([
    ['a misspelt key', 'contract: x\n', 'unknown-key', 1, 1, 'Did you mean `contracts`?'],
    [
      'a misspelt policy',
      'policy:\n  gold: {upstreamopn: block}\n',
      'unknown-key',
      2,
      10,
      'Did you mean `upstreamOpen`?',
    ],
    [
      'a misspelt effect',
      'policy:\n  gold:\n    fail: blok\n',
      'unknown-value',
      3,
      11,
      'Did you mean `block`?',
    ],
    ['a wrong type', 'layers: gold\n', 'wrong-type', 1, 9, undefined],
    ['a bare timeout', 'servers: {a: {timeout: 60}}\n', 'bad-value', 1, 24, expect.any(String)],
    ['a bad timeout', 'servers: {a: {timeout: soon}}\n', 'bad-value', 1, 24, expect.any(String)],
    [
      'a bad cooldown',
      'environments: {dev: {policy: {gold: {cooldown: 1 month}}}}\n',
      'bad-value',
      1,
      48,
      expect.any(String),
    ],
    ['a port that is none', 'servers: {a: {port: 0}}\n', 'bad-value', 1, 21, undefined],
    ['a foreign store', 'store: mysql://root:hunter2@db\n', 'bad-value', 1, 8, expect.any(String)],
    ['an alert channel', 'alerts: {slack: x}\n', 'unknown-key', 1, 10, expect.any(String)],
    ['a repeated key', 'project: a\nproject: b\n', 'duplicate-key', 2, 1, expect.any(String)],
    ['two layers of one name', 'layers: [gold, Gold]\n', 'duplicate-layer', 1, 16, expect.any(String)],
    ['a list instead of a mapping', '- project\n', 'wrong-type', 1, 1, undefined],
  ])('%s', async (_name, text, code, line, column, hint) => {
    const { faults } = await load(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, file: 'assay.yaml', line, column });
    expect(faults[0]?.hint).toEqual(hint);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it('come all at once, and leave what is right as it is', async () => {
    const { config, faults } = await load(
      'project: flights\nlayrs: [a]\nstore: 5\npolicy: {gold: {fail: no}}\n',
    );
    expect(faults.map((fault) => fault.line)).toEqual(expect.arrayContaining([2, 3, 4]));
    expect(config).toMatchObject({ project: 'flights', store: 'pglite:.assay', policy: {} });
  });

  it('name an environment that is not there', async () => {
    const { faults } = await load('environments: {prod: {}, dev: {}}\n', 'prdo');
    expect(faults).toMatchObject([{ code: 'unknown-environment', hint: 'Did you mean `prod`?' }]);
  });

  it('name a misspelt variable, but not one that a project may refer to', async () => {
    const { faults } = await load('', null, { ASSAY_STOER: 'x', ASSAY_READER_PASSWORD: 'y' });
    expect(faults).toMatchObject([{ code: 'unknown-variable', hint: 'Did you mean ASSAY_STORE?' }]);
  });

  it('name two files in one folder', async () => {
    const folder = project('project: a\n');
    writeFileSync(join(folder, 'assay.yml'), 'project: b\n');
    const { faults } = await loadConfig(folder, null, {});
    expect(faults).toMatchObject([{ code: 'two-configurations', file: 'assay.yml' }]);
  });

  it('name servers that no contract has', () => {
    const config = {
      file: 'assay.yaml',
      servers: { prodcution: {} },
      environments: { dev: { server: 'laptop' } },
    };
    const server = (name: string) => ({ name, type: 'postgres', environment: null, settings: {}, place });
    const place = { file: 'c.yaml', line: 1, column: 1, path: '/servers/0' };
    const contract = { servers: [server('production')] } as unknown as Parameters<
      typeof serverNameFaults
    >[1][0];
    expect(serverNameFaults(config, [contract])).toMatchObject([
      { code: 'unknown-server', path: '/servers/prodcution', hint: 'Did you mean `production`?' },
      { code: 'unknown-server', path: '/environments/dev/server' },
    ]);
  });
});

describe('references to secrets', () => {
  it('are replaced within a text, from variables and files', () => {
    const folder = project('');
    writeFileSync(join(folder, 'token'), 'from-file\n');
    const text = 'postgres://${env:WHO}:${file:token}@db';
    expect(resolveReferences(text, folder, 'The store', { WHO: 'me' })).toEqual({
      ok: true,
      value: 'postgres://me:from-file@db',
    });
  });

  it('that lead nowhere are all named, and no value is shown', () => {
    const server = {
      name: 'production',
      type: 'postgres',
      contract: {},
      settings: { user: '${env:NOBODY}', password: 's3cret${file:none}', host: '${vault:x}', port: 5 },
      root: ROOT,
    };
    const faults = caught(() => withSecrets(server, {}));
    expect(faults.map((fault) => fault.code)).toEqual(['missing-secret', 'missing-secret', 'bad-reference']);
    expect(faults[0]?.message).toContain('user of the server production');
    expect(faults[0]?.message).toContain('${env:NOBODY}');
    expect(JSON.stringify(faults)).not.toContain('s3cret');
  });

  it('of the store are resolved when it is opened', () => {
    expect(storeAddress({ store: '${env:S}', root: ROOT }, { S: 'pglite:x' })).toBe('pglite:x');
    expect(caught(() => storeAddress({ store: '${env:S}', root: ROOT }, {}))).toMatchObject([
      { code: 'missing-secret', hint: 'Set S.' },
    ]);
  });
});

function caught(run: () => unknown): FaultError['faults'] {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.faults;
    throw error;
  }
  throw new Error('nothing was thrown');
}
