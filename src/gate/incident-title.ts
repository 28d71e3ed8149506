/** An incident in one line, for a subject or a list. */
import type { IncidentCause } from '../model/incident.js';
import { heaviest } from './incident-severity.js';

const LONGEST = 200;

/** The heaviest of the causes that last, and how many there are besides; null where none lasts. At most 200 characters. */
export function incidentTitle(causes: readonly IncidentCause[]): string | null {
  const lasting = causes.filter((cause) => cause.until === null);
  const worst = heaviest(lasting.map((cause) => cause.severity));
  const first = lasting.find((cause) => cause.severity === worst);
  if (first === undefined) return null;
  const more = lasting.length === 1 ? '' : ` (and ${lasting.length - 1} more)`;
  return oneLine(first.message, LONGEST - more.length) + more;
}

/** A text without line breaks and control characters, cut to `longest` UTF-16 units, never within a character. */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
  if (line.length <= longest) return line;
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
