/** Which incidents upstream a dataset suffers from: one incident for a root cause, not one for each dataset below it. */
import type { BreakerPhase, Decision } from '../model/decision.js';
import type { Incident } from '../model/incident.js';
import { conditionCodes } from './reason.js';
import { rootCauses, type Lineage } from './lineage.js';

/**
 * The incidents that explain why a dataset fails too: those upstream that hold data back (error or critical) and that have no
 * such incident above them.
 */
export function incidentsAbove(
  dataset: string,
  unresolved: readonly Incident[],
  lineage: Lineage,
): readonly Incident[] {
  const holding = unresolved.filter((incident) => incident.severity !== 'warning');
  const phases = new Map<string, BreakerPhase>(holding.map((incident) => [incident.dataset, 'open']));
  const roots = rootCauses(dataset, lineage, phases);
  return holding.filter((incident) => roots.includes(incident.dataset));
}

/** The incidents behind an inherited block: of the datasets that it names, or of what those suffer from themselves. None where a person isolated them. */
export function incidentsBehind(
  decision: Decision,
  unresolved: readonly Incident[],
  lineage: Lineage,
): readonly Incident[] {
  const named = decision.reasons
    .filter((each) => each.code === conditionCodes.upstreamOpen && each.effect === 'block')
    .flatMap((each) => (each.rootCause === null ? [] : [each.rootCause]));
  const found = named.flatMap((root) => {
    const own = unresolved.filter((incident) => incident.dataset === root);
    return own.length > 0 ? own : incidentsAbove(root, unresolved, lineage);
  });
  return [...new Set(found)];
}
