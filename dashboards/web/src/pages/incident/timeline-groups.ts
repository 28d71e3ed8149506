/** Lines of a timeline that one decision wrote of one kind, together. */
import type { Schema } from '../../api/client.js';

type Line = Schema<'IncidentEvent'>;

export interface TimelineGroup {
  readonly first: Line;
  readonly others: readonly Line[];
}

/** In their order; what a person did stands alone. */
export function timelineGroups(lines: readonly Line[]): readonly TimelineGroup[] {
  const groups: { first: Line; others: Line[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && isAlike(last.first, line)) last.others.push(line);
    else groups.push({ first: line, others: [] });
  }
  return groups;
}

const isAlike = (one: Line, other: Line): boolean =>
  one.decision !== null &&
  one.decision === other.decision &&
  one.happening === other.happening &&
  one.at === other.at;
