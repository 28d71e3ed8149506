/** The Grafana dashboards: their form, every query on a real store as the role that Grafana has, every metric in what the service really says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Suite } from '../../src/model/check.js';
import { openStore } from '../../src/store/open-store.js';
import { apiWorld } from '../api/api-world.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { CONTRACT, SUITE, breaker, day, decision, record, result, run } from '../support/store-records.js';
import { dataset as contractDataset, sla } from '../suite/make-contract.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'dashboards', 'grafana');
const read = (path: string): string => readFileSync(join(FOLDER, path), 'utf8');

interface Target {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly expr?: string;
  readonly rawSql?: string;
  readonly format?: string;
}
interface Panel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Target[];
}
interface Board {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: string }[];
  };
}

const boards = readdirSync(join(FOLDER, 'dashboards')).map((name) => ({
  name,
  // Our own files; what they must have is what the tests below say.
  board: JSON.parse(read(`dashboards/${name}`)) as Board,
}));
const targets = boards.flatMap(({ name, board }) =>
  board.panels.flatMap((panel) => panel.targets.map((target) => ({ name, panel: panel.title, target }))),
);
const variables = boards.flatMap(({ name, board }) =>
  board.templating.list
    .filter(({ type }) => type === 'query')
    .map(({ name: variable, query }) => ({ name, variable, query })),
);

describe('the form', () => {
  it('the dashboards are there, each with an address of its own', () => {
    expect(boards.map(({ name }) => name)).toEqual(['dataset.json', 'overview.json', 'slo.json']);
    expect(boards.map(({ board }) => board.uid)).toEqual(['assay-dataset', 'assay-overview', 'assay-slo']);
    expect(new Set(boards.map(({ board }) => board.title)).size).toBe(3);
  });

  it.each(boards)('$name: panels say what they show, and none lies on another', ({ board }) => {
    expect(board.schemaVersion).toBeGreaterThanOrEqual(38);
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    const taken = new Set<string>();
    for (const { type, title, description, gridPos, targets: own } of board.panels) {
      expect(['stat', 'table', 'timeseries']).toContain(type);
      expect([title, description].every((text) => text.length > 3)).toBe(true);
      expect(own.length).toBeGreaterThan(0);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${String(x)} ${String(y)}`)).toBe(false);
          taken.add(`${String(x)} ${String(y)}`);
        }
    }
  });

  it.each(boards)('$name: data sources are chosen by whoever imports it', ({ board }) => {
    const sources = new Map(board.templating.list.map(({ name, query }) => [`\${${name}}`, query]));
    for (const { targets: own } of board.panels)
      for (const { datasource, expr, rawSql } of own) {
        expect(sources.get(datasource.uid)).toBe(datasource.type);
        expect(datasource.type === 'prometheus' ? expr : rawSql).toBeTypeOf('string');
      }
    const text = JSON.stringify(board);
    const used = [...text.matchAll(/(?<!\$)\$\{?([a-z]\w*)/g)].map(([, name]) => name);
    expect(used.filter((name) => !board.templating.list.some((each) => each.name === name))).toEqual([]);
  });

  it('what is provisioned names the variables that the README explains, and no secret', () => {
    for (const path of ['provisioning/datasources/assay.yaml', 'provisioning/dashboards/assay.yaml']) {
      const text = read(path);
      expect((parse(text) as { apiVersion: number }).apiVersion).toBe(1);
      for (const [variable] of text.matchAll(/(?<=\$)ASSAY_\w+/g))
        expect(read('README.md')).toContain(`\`${variable}\``);
      expect(text).not.toMatch(/password: [^$]/);
    }
  });
});

describe('the queries', () => {
  let server: TestPostgres;
  let reader: pg.Client;
  const DATASET = `gold.o'rders`;

  beforeAll(async () => {
    // Roles belong to a server, not to a database.
    server = await startPostgres({ own: true });
    const url = await server.createDatabase();
    const store = await openStore(url, '/');
    const checks = ['nullValues', 'rowCount'].map((kind) => `${DATASET}/${kind}`);
    const suite: Suite = {
      ...SUITE,
      dataset: DATASET,
      // Only what a dashboard reads of it.
      checks: checks.map((id) => ({
        id,
        dimension: 'completeness',
        column: null,
      })) as unknown as Suite['checks'],
    };
    const slas = [sla({ property: 'completeness', value: 99, unit: 'percent' })];
    const contract = { ...CONTRACT, datasets: [contractDataset({ key: DATASET, slas })] };
    for (const [i, verdict] of (['pass', 'fail'] as const).entries()) {
      const results = checks.map((id) => result({ id, verdict, observed: i }));
      const one = run(`run-${String(i)}`, results, { dataset: DATASET, asOf: day(i + 1) });
      await store.recordRun(one, suite, contract);
      const outcome = verdict === 'pass' ? 'allow' : 'block';
      const made = decision(`d-${String(i)}`, {
        dataset: DATASET,
        outcome,
        decidedAt: day(i + 1),
        runId: one.runId,
      });
      await store.recordDecision({
        ...record(made, null),
        breaker: breaker({ dataset: DATASET, phase: 'open' }),
      });
    }
    await store.close();
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(read('reader.sql'));
    await admin.query("alter role assay_reader password 'for-this-test'");
    await admin.end();
    const at = new URL(url);
    at.username = 'assay_reader';
    at.password = 'for-this-test';
    reader = new pg.Client({ connectionString: at.href });
    await reader.connect();
  });
  afterAll(async () => {
    await reader.end();
    await server.close();
  });

  /** What Grafana makes of its macros and variables. */
  const written = (sql: string): string => {
    const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
    return sql
      .replaceAll(
        /\$__timeFilter\(((?:[^()]|\([^()]*\))*)\)/g,
        `$1 between '2025-12-01T00:00:00Z' and '2026-02-01T00:00:00Z'`,
      )
      .replaceAll('${dataset:sqlstring}', quoted(DATASET))
      .replaceAll('${check:sqlstring}', quoted(`${DATASET}/rowCount`));
  };

  const queries = targets.flatMap(({ name, panel, target }) =>
    target.rawSql === undefined ? [] : [{ name, panel, sql: target.rawSql, format: target.format }],
  );
  it.each(queries)('$name, $panel: finds what is recorded', async ({ sql, format }) => {
    const text = written(sql);
    expect(text).not.toMatch(/\$\{|\$__/);
    const { rows, fields } = await reader.query<Record<string, unknown>>(text);
    expect(rows.length).toBeGreaterThan(0);
    if (format !== 'time_series') return;
    expect(fields.map((field) => field.name)).toEqual(['time', 'metric', 'value']);
    for (const row of rows) {
      expect(row['time']).toBeInstanceOf(Date);
      expect(row['value']).toBeTypeOf('number');
    }
    const times = rows.map((row) => Number(row['time']));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it.each(variables)('$name, variable $variable: has something to choose', async ({ query }) => {
    expect((await reader.query(written(query))).rows.length).toBeGreaterThan(0);
  });

  it('figures are those of the record', async () => {
    const sql = queries.find(({ panel }) => panel === 'Attained by dimension')?.sql ?? '';
    const { rows } = await reader.query(written(sql));
    expect(rows).toMatchObject([{ dimension: 'completeness', bad: '2', results: '4' }]);
    expect(Number((rows[0] as { attained: string }).attained)).toBe(50);
  });

  it.each(['assay.api_tokens', 'assay.sessions', 'assay.signing_keys', 'assay.audit_log'])(
    'the role can not read %s, nor rows that were sampled',
    async (table) => {
      await expect(reader.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
      await expect(reader.query('select document from assay.check_results')).rejects.toThrow(
        /permission denied/,
      );
      await expect(reader.query('delete from assay.runs')).rejects.toThrow(/read-only|permission denied/);
    },
  );
});

describe('the metrics', () => {
  it('each one, with each label, is among those that the service has', async () => {
    const world = await apiWorld({ quiet: true });
    try {
      const asked = { body: { batch: { day: '2026-05-01' } }, headers: { Prefer: 'wait=60' } };
      await world.call('/v1/gates/bronze.orders/decisions', asked);
      await world.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'to see it' } });
      const said = (await world.call('/metrics')).text;
      const exprs = targets.flatMap(({ target }) => target.expr ?? []);
      expect(exprs.length).toBeGreaterThan(5);
      for (const expr of exprs)
        for (const [name] of expr.matchAll(/\bassay_\w+/g)) {
          const metric = name.replace(/_bucket$/, '');
          expect(said, expr).toMatch(new RegExp(`^# TYPE ${metric} (counter|gauge|histogram)$`, 'm'));
          if (metric !== name) expect(said).toContain(`${name}{`);
        }
      const labels = {
        assay_breaker_state: ['dataset'],
        assay_decisions_total: ['outcome'],
        assay_runs_total: ['verdict'],
      };
      for (const [metric, names] of Object.entries(labels))
        for (const label of names) expect(said).toMatch(new RegExp(`^${metric}\\{[^}]*\\b${label}="`, 'm'));
      expect(said).toMatch(/^assay_breaker_state\{[^}]*dataset="bronze\.orders"[^}]*\} 3$/m);
    } finally {
      await world.close();
    }
  });
});
