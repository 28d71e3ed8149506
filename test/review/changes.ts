/** Changes, contracts and reviews to test with, made by hand. */
import { digestText } from '../../src/model/digest.js';
import type { Change, ChangeLevel } from '../../src/model/change.js';
import type { Contract } from '../../src/model/contract.js';
import { readContract } from '../../src/contract/read-contract.js';
import type { Review, ReviewPolicy } from '../../src/review/review.js';

/** A change of a level for readers, safe for whoever fills the dataset, unless said otherwise. */
export function aChange(parts: Partial<Change> = {}): Change {
  const consumer: ChangeLevel = parts.consumer ?? parts.level ?? 'breaking';
  const producer: ChangeLevel = parts.producer ?? 'safe';
  const level = parts.level ?? consumer;
  const dataset = parts.dataset === undefined ? 'gold.orders' : parts.dataset;
  const column = parts.column === undefined ? 'amount' : parts.column;
  return {
    code: 'C012',
    name: 'column-removed',
    level,
    producer,
    consumer,
    breaks: [
      ...(producer === 'breaking' ? ['producer' as const] : []),
      ...(consumer === 'breaking' ? ['consumer' as const] : []),
    ],
    contract: 'orders',
    dataset,
    column,
    path: '/schema/0/properties/1',
    file: 'contracts/orders.odcs.yaml',
    line: 12,
    base: { file: 'contracts/orders.odcs.yaml', line: 12, path: '/schema/0/properties/1' },
    message: `\`${column ?? ''}\` is gone: whoever reads it fails.`,
    fix: null,
    before: 'amount',
    after: null,
    fingerprint: digestText(JSON.stringify(parts)),
    ...parts,
  };
}

/** One dataset in one contract. */
export function aContract(
  name: string,
  layer: string,
  more: { readonly owners?: readonly string[]; readonly custom?: string; readonly id?: string } = {},
): Contract {
  const team = (more.owners ?? []).map((owner) => `{username: "${owner}", role: owner}`).join(', ');
  const text = `apiVersion: v3.1.0
kind: DataContract
id: ${more.id ?? name}
version: 1.0.0
status: active
${team === '' ? '' : `team: {members: [${team}]}`}
customProperties:
  - {property: layer, value: ${layer}}
${more.custom ?? ''}
schema:
  - name: ${name}
    properties:
      - {name: id, logicalType: integer}
      - {name: amount, logicalType: number}
`;
  const read = readContract(text, `contracts/${name}.odcs.yaml`);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

/** The same contract with its dataset fed by others, as the project resolves it. */
export function fedBy(contract: Contract, ...upstream: readonly string[]): Contract {
  return { ...contract, datasets: contract.datasets.map((dataset) => ({ ...dataset, upstream })) };
}

export const POLICY: ReviewPolicy = {
  failOn: 'breaking',
  rules: [],
  groups: {},
  approvalsFrom: 'head',
  require: { version: 'warn', dryRun: 'warn' },
};

/** A review of nothing, to fill. */
export function aReview(parts: Partial<Review> = {}): Review {
  return {
    kind: 'AssayReview',
    schemaVersion: 1,
    assay: '0.1.0',
    verdict: 'clean',
    reasons: [],
    project: 'shop',
    prefix: '',
    base: { ref: 'origin/main', commit: 'a'.repeat(40) },
    head: { ref: null, commit: null },
    asOf: '2026-05-02T00:00:00.000Z',
    untrusted: false,
    faults: [],
    notCompared: [],
    summary: { breaking: 0, risky: 0, safe: 0 },
    contracts: [],
    changes: [],
    impact: { datasets: [], edges: [], unknown: [] },
    dryRun: { reason: null, datasets: [] },
    approvals: [],
    approvalsFile: 'contracts/approvals.yaml',
    ...parts,
  };
}
