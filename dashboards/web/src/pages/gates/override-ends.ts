/** When an override ends: so long from now, or at a moment of one's own. */

const HOUR = 3_600_000;

export const LONGEST_DAYS = 90;

export const ENDS = [
  { value: '1h', label: 'in 1 hour', ms: HOUR },
  { value: '4h', label: 'in 4 hours', ms: 4 * HOUR },
  { value: '24h', label: 'in 24 hours', ms: 24 * HOUR },
  { value: '3d', label: 'in 3 days', ms: 72 * HOUR },
  { value: '7d', label: 'in 7 days', ms: 168 * HOUR },
  { value: '30d', label: 'in 30 days', ms: 720 * HOUR },
] as const;

export type EndPreset = (typeof ENDS)[number]['value'] | 'own';

export interface EndWish {
  readonly preset: EndPreset;
  /** `2026-01-31T18:00`, UTC; heeded where the preset is `own`. */
  readonly own: string;
}

/** ISO 8601; null where the moment is none, has passed or is too far away. */
export function endOf({ preset, own }: EndWish, now: number): string | null {
  const found = ENDS.find(({ value }) => value === preset);
  const ms = found === undefined ? Date.parse(`${own}Z`) : now + found.ms;
  if (Number.isNaN(ms) || ms <= now || ms - now > LONGEST_DAYS * 24 * HOUR) return null;
  return new Date(ms).toISOString();
}
