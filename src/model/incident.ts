/** Incidents: what is wrong with a dataset from the first bad decision until it is well again, and who does something about it. */

/** What an incident asks of people: `warning` lets data pass, `error` blocks it, `critical` blocks the last layer, from which consumers read. */
export type IncidentSeverity = 'warning' | 'error' | 'critical';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

/** One thing that is wrong: a check that is not pass, or a reason without a check (`data_moved`, `version_unknown`, …). */
export interface IncidentCause {
  /** Check id; null for a reason that is of no check. */
  readonly check: string | null;
  /** Reason code, as of a decision: check_failed, data_stale, … */
  readonly code: string;
  readonly severity: IncidentSeverity;
  /** The reason's sentence: counts and limits, never a value of a row. */
  readonly message: string;
  readonly owner: string | null;
  readonly since: string;
  /** Null while it lasts. */
  readonly until: string | null;
}

/** A dataset downstream that is held back, or fails as well, while the root is bad. */
export interface AffectedDataset {
  readonly dataset: string;
  readonly since: string;
}

/** One for each dataset that is bad by itself; what is bad because of it joins as affected. At most one of a dataset is not resolved. */
export interface Incident {
  readonly kind: 'Incident';
  readonly id: string;
  readonly dataset: string;
  readonly layer: string | null;
  readonly domain: string | null;
  readonly environment: string | null;
  readonly tags: readonly string[];
  readonly state: IncidentState;
  /** The worst it has been. */
  readonly severity: IncidentSeverity;
  /** One line for a subject or a list: the heaviest cause. */
  readonly title: string;
  readonly owner: string | null;
  readonly causes: readonly IncidentCause[];
  readonly affected: readonly AffectedDataset[];
  /** The decision that opened it, and the latest one that spoke of it. */
  readonly openedBy: string;
  readonly lastDecision: string;
  readonly openedAt: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: string | null;
  /** Null where it resolved by itself. */
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

export type IncidentHappening =
  | 'opened'
  | 'cause_joined'
  | 'cause_ended'
  | 'severity_raised'
  | 'affected_joined'
  | 'acknowledged'
  | 'assigned'
  | 'noted'
  | 'resolved';

/** A line of an incident's timeline. */
export interface IncidentEvent {
  readonly incident: string;
  readonly at: string;
  readonly happening: IncidentHappening;
  /** The decision that brought it about; null for what people do. */
  readonly decision: string | null;
  /** Null where no person did it. */
  readonly by: string | null;
  readonly message: string;
}
