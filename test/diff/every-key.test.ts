/** Nothing that is edited goes unsaid: every value of a contract that uses nearly every key of the standard, taken out or altered. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { AssayDiff } from '../../src/model/change.js';
import { diffOf } from './diff-of.js';

const TEXT = `
apiVersion: v3.1.0
kind: DataContract
id: a
version: 1.0.0
status: active
name: n
tenant: te
domain: do
dataProduct: dp
contractCreatedTs: "2024-01-01T00:00:00Z"
tags: [x]
description: {purpose: p, usage: u, limitations: l, customProperties: [{property: z, value: 1}], authoritativeDefinitions: [{url: "http://x", type: a}]}
authoritativeDefinitions: [{url: "http://x", type: a, description: d}]
price: {priceAmount: 1, priceCurrency: EUR, priceUnit: x}
team: {name: tn, description: td, members: [{username: u1, role: r1, description: d1, dateIn: "2024-01-01"}], tags: [q]}
support: [{channel: c, tool: email, url: "http://a", scope: help, description: sd}]
roles: [{role: r, access: read, description: rd, firstLevelApprovers: f, secondLevelApprovers: s}]
servers:
  - {server: s, id: srv, type: postgres, host: h, port: 5432, database: d, schema: sc, description: sd, environment: prod, roles: [{role: sr, access: read}], customProperties: [{property: k, value: v}]}
customProperties: [{property: own, value: v, description: cpd}, {property: timezone, value: UTC}, {property: layer, value: gold}, {property: extraColumns, value: warn}, {property: columnOrder, value: warn}, {property: deprecated, value: {since: "2026-01-01", removeAfter: "2026-12-31", useInstead: x}}]
slaDefaultElement: t.ts
slaProperties:
  - {id: l1, property: latency, value: 4, unit: h, element: t.ts, description: x, driver: regulatory, scheduler: cron, schedule: "0 1 * * *"}
  - {property: availability, value: 99.5, unit: percent, valueExt: 99.9}
schema:
  - name: t
    id: tid
    physicalName: t_phys
    physicalType: table
    businessName: bn
    description: desc
    dataGranularityDescription: dg
    tags: [y]
    customProperties: [{property: o2, value: v, description: q}]
    authoritativeDefinitions: [{url: "http://x", type: a}]
    relationships: [{type: foreignKey, from: [t.a, t.c], to: [u.a, u.c], customProperties: [{property: rr, value: 1}]}]
    quality:
      - {id: r1, name: rn, description: rd, type: library, metric: rowCount, mustBeGreaterThan: 5, severity: error, dimension: completeness, businessImpact: bi, schedule: "0 0 * * *", scheduler: cron, tags: [t], method: m, customProperties: [{property: x, value: 1}], authoritativeDefinitions: [{url: "http://x", type: a}]}
      - {type: text, description: txt, name: tx}
      - {type: sql, query: "select count(*) from t", mustBe: 0, unit: rows}
      - {type: custom, engine: soda, implementation: "checks: 1"}
      - {type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: "a is null"}}}
    properties:
      - {name: a, id: aid, physicalName: A, logicalType: string, physicalType: varchar(10), required: true, unique: true, description: d, businessName: b, classification: public, tags: [z], examples: [1], encryptedName: enc, criticalDataElement: true, transformLogic: tl, transformDescription: tdd, transformSourceObjects: [v], authoritativeDefinitions: [{url: "http://x", type: a}], customProperties: [{property: pc, value: 3, description: e}], logicalTypeOptions: {minLength: 1, maxLength: 10, pattern: "^a"}, relationships: [{to: u.a, type: foreignKey, customProperties: [{property: rr, value: 1}]}], quality: [{metric: missingValues, arguments: {missingValues: [x]}, mustBeLessThan: 5, unit: percent, description: k},{metric: invalidValues, arguments: {validValues: [p, q], missingValues: [""]}, mustBe: 0}]}
      - {name: ts, logicalType: timestamp, logicalTypeOptions: {timezone: true}, primaryKey: true, primaryKeyPosition: 1, partitioned: true, partitionKeyPosition: 1}
      - {name: c, logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMaximum: 9, multipleOf: 1}}
      - {name: o, logicalType: object, properties: [{name: f, logicalType: string, description: fd, required: true}]}
      - {name: l, logicalType: array, logicalTypeOptions: {minItems: 1, uniqueItems: true}, items: {logicalType: string, description: id, logicalTypeOptions: {maxLength: 4}}}
  - name: u
    properties: [{name: a, logicalType: string, unique: true}, {name: c, logicalType: integer, unique: true}]
  - name: v
    properties: [{name: a, logicalType: string}]
`;

/** Another spelling of the same: what the standard takes for granted, a place among one. */
const SAME = [
  /^version$/,
  /^slaProperties\/0\/element$/,
  /^schema\/\d\/quality\/\d\/(type|unit)$/,
  /\/relationships\/0\/type$/,
  /\/(primaryKey|partitionKey)Position$/,
];

type Path = readonly (string | number)[];
type Node = { [key: string]: unknown };

const base: unknown = parse(TEXT);

function pathsOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as Node)[key], [...path, key]))];
}

/** The document with one place edited. */
function edited(path: Path, edit: (parent: Node, key: string) => void): unknown {
  const copy: unknown = structuredClone(base);
  const parent = path.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, copy as Node);
  edit(parent, String(path.at(-1)));
  return copy;
}

function variants(path: Path): readonly unknown[] {
  const value = path.reduce<unknown>((node, key) => (node as Node)[key], base);
  const other =
    typeof value === 'string'
      ? `${value}x`
      : typeof value === 'number'
        ? value + 1
        : typeof value === 'boolean'
          ? !value
          : null;
  const without = edited(path, (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  });
  return other === null ? [without] : [without, edited(path, (parent, key) => (parent[key] = other))];
}

/** Null where the edit makes a fault of it. */
function compared(head: unknown): AssayDiff | null {
  try {
    return diffOf(JSON.stringify(base), JSON.stringify(head));
  } catch (error) {
    // What the contract's own reader refuses is no contract to compare.
    if (error instanceof Error && /"code":"/.test(error.message)) return null;
    throw error;
  }
}

test('every edit of a contract is a change', () => {
  expect(compared(base)?.changes).toEqual([]);
  let told = 0;
  for (const path of pathsOf(base, []).slice(1)) {
    const place = path.join('/');
    for (const head of variants(path)) {
      const found = compared(head);
      if (found === null) continue;
      if (SAME.some((same) => same.test(place))) continue;
      told += 1;
      expect(found.changes.length, place).toBeGreaterThan(0);
      const prints = found.changes.map(({ fingerprint }) => fingerprint);
      expect(new Set(prints).size, place).toBe(prints.length);
      for (const { message, line, file } of found.changes) {
        expect(message, place).toMatch(/^[A-Z`].*\.$/);
        expect([file, line], place).toEqual(['orders.odcs.yaml', 1]);
      }
    }
  }
  expect(told).toBeGreaterThan(300);
}, 120_000);
