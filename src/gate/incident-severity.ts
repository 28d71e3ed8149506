/** How heavy an incident is, and which of two weighs more. */
import type { IncidentSeverity } from '../model/incident.js';

const BY_WEIGHT: readonly IncidentSeverity[] = ['warning', 'error', 'critical'];

/** The heaviest of some severities; `warning` for none. */
export function heaviest(severities: Iterable<IncidentSeverity>): IncidentSeverity {
  const seen = new Set(severities);
  return BY_WEIGHT.findLast((severity) => seen.has(severity)) ?? 'warning';
}

/** True where `severity` weighs more than `other`. */
export function outweighs(severity: IncidentSeverity, other: IncidentSeverity): boolean {
  return BY_WEIGHT.indexOf(severity) > BY_WEIGHT.indexOf(other);
}
