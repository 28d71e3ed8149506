/** What people do by hand, in words. */

export const AUDIT_ACTIONS = [
  { value: 'breaker.trip', label: 'tripped the breaker' },
  { value: 'breaker.reset', label: 'reset the breaker' },
  { value: 'override.create', label: 'made an override' },
  { value: 'override.approve', label: 'approved an override' },
  { value: 'incident.acknowledge', label: 'acknowledged the incident' },
  { value: 'incident.resolve', label: 'resolved the incident' },
  { value: 'baseline.expect', label: 'called a result expected' },
  { value: 'baseline.unexpect', label: 'no longer calls a result expected' },
  { value: 'token.create', label: 'made a token' },
  { value: 'token.revoke', label: 'revoked a token' },
] as const;

/** One that is not known here stands as it is. */
export const actionText = (action: string): string =>
  AUDIT_ACTIONS.find(({ value }) => value === action)?.label ?? action;
