/** A check as it is answered: what its contract says beside what is recorded of it. */
import { downstreamOf, type Lineage } from '../../gate/lineage.js';
import { ownerOf } from '../../gate/owner.js';
import { isPublic } from '../../model/classification.js';
import type { Check } from '../../model/check.js';
import { limitRange } from '../../model/limit-range.js';
import { qualityDimension } from '../../model/quality-dimension.js';
import { readSeverity } from '../../suite/severity.js';
import { limitText } from '../../suite/limit.js';
import type { Link } from '../links.js';
import type { CheckRecords } from '../check-records.js';
import type { Answer } from '../route.js';
import type { SeenCheck } from '../seen-check.js';
import { showOverride } from './by-hand.js';
import { showWatched } from './watched.js';

/** Of a lineage that goes on and on. */
const MOST_DOWNSTREAM = 200;

interface Around {
  readonly now: Date;
  readonly link: Link;
  readonly usesBaseline: boolean;
  readonly showsRows: boolean;
  readonly lineage: Lineage;
  /** Whether the caller may see a dataset. */
  readonly seen: (dataset: string) => boolean;
}

export function showCheckDetail(
  check: SeenCheck,
  records: CheckRecords,
  around: Around,
): Answer<'CheckDetail'> {
  const { id, dataset, entry } = check;
  const { now, link, usesBaseline, showsRows, lineage, seen } = around;
  const { extent, since, overrides } = records;
  const domain = entry?.domain ?? null;
  return {
    id,
    ...said(check),
    ...{ dataset, layer: entry?.layer ?? null, domain },
    inForce: check.check !== null,
    classified: check.check === null || !isPublic(check.check.classification),
    owner: entry === null ? null : ownerOf(entry.contract),
    owners: entry?.contract.owners.map(({ username }) => username) ?? [],
    contract: contractOf(check),
    limit: showLimit(check.check),
    usesBaseline,
    showsRows,
    standing: showStanding(records),
    since: since === null ? null : { runId: since.runId, asOf: since.asOf },
    incident: showCause(records),
    overrides: overrides.map((each) => showOverride(each, domain, now, link)),
    gate: showGate(id, check, records),
    downstream: downstreamOf(dataset, lineage).filter(seen).slice(0, MOST_DOWNSTREAM),
    points: { total: extent.points, first: extent.first, last: extent.last },
    links: {
      self: link('/v1/checks/{id}', id),
      series: link('/v1/checks/{id}/series', id),
      history: link('/v1/checks/{id}/history', id),
      rows: link('/v1/checks/{id}/rows', id),
      dataset: link('/v1/datasets/{key}', dataset),
    },
  };
}

type Said = Pick<
  Answer<'CheckDetail'>,
  | 'kind'
  | 'column'
  | 'name'
  | 'description'
  | 'dimension'
  | 'qualityDimension'
  | 'severity'
  | 'expected'
  | 'tags'
  | 'clause'
  | 'unit'
>;

/** What the contract says of it; of one that it no longer has, what its last result says. */
function said({ check, recorded }: SeenCheck): Said {
  if (check !== null) {
    const { kind, column, name, description, dimension, severity, tags, clause, unit } = check;
    return {
      ...{ kind, column, name, description, dimension, severity, tags, clause, unit },
      expected: showLimit(check)?.text ?? null,
      qualityDimension: qualityDimension(kind, dimension, check.args),
    };
  }
  if (recorded === null) throw new Error('a check that is neither in force nor on record');
  const { kind, column, name, dimension, tags, clause, unit, expected, severity } = recorded.result;
  return {
    ...{ kind, column, name, dimension, tags, clause, unit, expected },
    description: null,
    severity: severityOf(severity),
    qualityDimension: qualityDimension(kind, dimension),
  };
}

/** Of the word that the contract had; it was no fault then. */
function severityOf(word: string): Check['severity'] {
  const read = readSeverity(word, {});
  return read.ok ? read.value : 'fail';
}

function contractOf({ entry, check, recorded }: SeenCheck): Answer<'CheckDetail'>['contract'] {
  const from = check === null && recorded !== null ? recorded.contract : entry?.contract;
  const { id = '', version = '', file = '' } = from ?? {};
  return { id, version, file };
}

/** A kind that judges by itself has none, whatever its type says. */
export function showLimit(check: Check | null): Answer<'CheckLimit'> | null {
  const limit: Check['limit'] | null = check?.limit ?? null;
  if (check === null || limit === null) return null;
  return { ...limitRange(limit), text: limitText(limit, check.unit) };
}

function showStanding({ point, run }: CheckRecords): Answer<'CheckStanding'> | null {
  if (point === null || run === null) return null;
  const { runId, asOf, batch, accepted, result } = point;
  const { verdict, reason, observed, expected, unit, message } = result;
  return {
    ...{ runId, asOf, finishedAt: run.finishedAt, batch, accepted },
    ...{ verdict, reason, observed, expected, unit, message },
    watched: showWatched(result.details),
  };
}

function showCause({ incident }: CheckRecords): Answer<'CheckIncident'> | null {
  if (incident === null) return null;
  const { id, title, severity, state, openedAt, acknowledgedBy } = incident;
  return { id, title, severity, state, openedAt, acknowledgedBy };
}

function showGate(id: string, { entry }: SeenCheck, records: CheckRecords): Answer<'CheckGate'> {
  const { breaker, decision } = records;
  const reason = decision?.reasons.find(({ check }) => check === id);
  return {
    breaker: breaker?.phase ?? 'closed',
    shadow: entry?.policy.shadow ?? false,
    decision:
      decision === null
        ? null
        : {
            id: decision.id,
            outcome: decision.outcome,
            enforced: decision.enforced,
            decidedAt: decision.decidedAt,
            named: reason !== undefined,
            overriddenBy: reason?.overriddenBy ?? null,
          },
  };
}
