/** Checks a draft with the real reader, compiler and engine, on a part of the rows; tells which proposals did not hold. */
import { readContract } from '../../contract/read-contract.js';
import type { ServerConfig } from '../../engine/engine.js';
import { engineFor } from '../../engine/engines.js';
import { limitSource } from '../../engine/limit-source.js';
import { contractText } from '../../exchange/contract-text.js';
import { FaultError } from '../../model/fault.js';
import type { Catalogue } from '../../model/kit.js';
import type { CheckResult } from '../../model/verdict.js';
import { checkDataset } from '../../run/check.js';
import { compileProject } from '../../suite/compile.js';
import type { DraftDocument } from '../../suggest/draft-document.js';
import { counted } from '../../suggest/readable.js';
import { LookError } from './suggest-scan.js';
import type { Subset } from './suggest-subset.js';

export interface DraftCheck {
  readonly draft: DraftDocument;
  readonly server: ServerConfig;
  readonly catalogue: Catalogue;
  readonly layers: readonly string[];
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly where: Subset;
  readonly signal?: AbortSignal;
}

export interface DraftFindings {
  /** Ids of proposals → what the check saw, for those that did not pass. */
  readonly failed: ReadonlyMap<string, Broken>;
  readonly cost: { readonly statements: number; readonly scans: number };
}

/** @throws FaultError where the draft is no contract: a mistake of ours, and better said than written down */
export async function checkDraft(asked: DraftCheck): Promise<DraftFindings> {
  const { server, signal } = asked;
  const { contract, dataset, suite } = compiled(asked);
  const request = {
    source: { contract, dataset, suite, server },
    batch: null,
    asOf: asked.asOf,
    where: asked.where,
    select: null,
    samples: 0,
    fingerprint: false,
    ...(signal === undefined ? {} : { signal }),
  };
  const run = await checkDataset(request, {
    catalogue: asked.catalogue,
    engineFor,
    sourceOf: () => null,
    history: () => Promise.resolve(new Map()),
    now: () => new Date(),
    newId: () => 'draft',
    whenFree: limitSource,
  });
  const moved = run.checks.find(({ reason }) => reason !== null && ENDS.has(reason));
  if (moved?.reason !== undefined && moved.reason !== null) throw new LookError(moved.reason, moved.message);
  const bad = run.checks.filter(({ verdict }) => verdict !== 'pass');
  return {
    failed: new Map(bad.flatMap((result) => blamed(result, asked.draft))),
    cost: { statements: run.cost.statements, scans: run.cost.scans },
  };
}

/** What a check saw that did not pass: counts, never values. */
export interface Broken {
  readonly seen: string;
  /** Null where the rule counts no rows. */
  readonly rows: { readonly bad: number; readonly total: number } | null;
}

const ENDS = new Set(['moved', 'cancelled', 'unreachable', 'permission_denied', 'timeout', 'no_server']);

function compiled({ draft, catalogue, layers }: DraftCheck) {
  const read = readContract(contractText(draft.document, draft.comments), 'draft.odcs.yaml');
  if (!read.ok) throw new FaultError(read.faults);
  const contract = read.value;
  const { suites, faults } = compileProject([contract], catalogue, { layers });
  const [suite] = suites;
  const [dataset] = contract.datasets;
  if (faults.length > 0 || suite === undefined || dataset === undefined) throw new FaultError(faults);
  return { contract, dataset, suite };
}

/** The proposals of the nearest clause at or above the check's place. */
function blamed(result: CheckResult, { origins }: DraftDocument): readonly (readonly [string, Broken])[] {
  for (let path = result.clause.path; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const ids = origins.get(path);
    if (ids !== undefined) return ids.map((id) => [id, broken(result)] as const);
  }
  return [];
}

function broken({ rows, verdict, reason }: CheckResult): Broken {
  if (verdict === 'unknown') return { seen: `it could not be checked (${reason ?? 'unknown'})`, rows: null };
  if (rows === null) return { seen: 'the value there lies outside', rows: null };
  const [bad, total] = [Number(rows.bad), Number(rows.total)];
  return { seen: `${counted(bad)} of ${counted(total)} rows there break it`, rows: { bad, total } };
}
