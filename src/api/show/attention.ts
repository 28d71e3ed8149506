/** What needs somebody, as it is answered: each item names the check at its bottom, so that the cause is one step away. */
import { holdsBack } from '../../gate/breaker.js';
import { ownerOf } from '../../gate/owner.js';
import type { Override } from '../../model/decision.js';
import type { Incident, IncidentCause, IncidentSeverity } from '../../model/incident.js';
import type { ObjectiveStanding } from '../../model/objective.js';
import type { GateStanding } from '../../service/gate-standing.js';
import type { OverviewRow } from '../../service/overview-row.js';
import type { Answer } from '../route.js';
import type { ShownRow } from './overview.js';

/** Whose it is, in the words that all lists share. */
function subject({ entry, name }: OverviewRow) {
  return { dataset: entry.key, name, layer: entry.layer, owner: ownerOf(entry.contract) };
}

/** @param root of an inherited block, where the caller may see it; else null */
export function showBlocked(
  { row, gate }: ShownRow,
  root: ShownRow | null,
  seen: (dataset: string) => boolean,
): Answer<'AttentionBlocked'> {
  const inherited = isInherited(gate);
  const at = inherited ? root : { row, gate };
  return {
    ...subject(row),
    phase: gate.state?.phase ?? 'closed',
    inherited,
    blockedBy: gate.blockedBy.filter(seen),
    since: at?.gate.state?.since ?? null,
    cause: inherited ? null : (gate.state?.cause ?? null),
    check: at === null ? null : checkAtFault(at),
    decision: row.standing.decision?.id ?? null,
    incident: at?.row.incident?.id ?? null,
  };
}

/** Its own breaker would let data through. */
export const isInherited = ({ state, blockedBy }: GateStanding): boolean =>
  blockedBy.length > 0 && !holdsBack(state?.phase ?? 'closed');

/** A breaker that was opened by hand has no check at fault. */
function checkAtFault({ row, gate }: Pick<ShownRow, 'row' | 'gate'>): string | null {
  if (gate.state?.phase === 'isolated') return null;
  const cause = row.incident === null ? null : heaviest(row.incident);
  return cause?.check ?? row.worstCheck?.id ?? null;
}

export function showUnacknowledged(incident: Incident, row: OverviewRow): Answer<'AttentionIncident'> {
  const { id, severity, title, openedAt, owner } = incident;
  return {
    id,
    ...subject(row),
    owner: owner ?? subject(row).owner,
    ...{ severity, title, openedAt },
    check: heaviest(incident)?.check ?? null,
  };
}

export function showApproval(override: Override, row: OverviewRow): Answer<'AttentionApproval'> {
  const { id, reason, by, createdAt, until, checks } = override;
  return { id, ...subject(row), reason, by, createdAt, until, checks: checks?.length ?? null };
}

export function showObjective(
  { objective, attained, budgetLeft, burn, state }: ObjectiveStanding,
  row: OverviewRow,
): Answer<'AttentionObjective'> {
  const { property, text, targetPercent } = objective;
  return {
    ...subject(row),
    ...{ property, text, attained, budgetLeft },
    target: targetPercent / 100,
    burn: burn?.long ?? null,
    state: state === 'spent' ? 'spent' : 'burning',
  };
}

/** Null: no run of it is overdue. */
export function showStale({ row, overdue }: ShownRow): Answer<'AttentionStale'> | null {
  if (overdue === null) return null;
  return { ...subject(row), since: overdue.since, by: overdue.by, lastRunAt: row.standing.lastRunAt };
}

/** The heaviest first. */
export const severityRank = (severity: IncidentSeverity): number =>
  ['critical', 'error', 'warning'].indexOf(severity);

/** Of what lasts, the first of the highest severity that names a check; else the first of the highest. */
function heaviest({ causes }: Incident): IncidentCause | null {
  const [first = null] = causes
    .filter(({ until }) => until === null)
    .toSorted(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) ||
        Number(a.check === null) - Number(b.check === null),
    );
  return first;
}
