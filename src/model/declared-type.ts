/** What a contract says of a column's type, held against what a source says. */
import { logicalTypeFits } from './logical-type.js';
import { parsePhysicalType, typeFits } from './physical-type.js';
import type { LogicalType, SourceType } from './type.js';

export interface DeclaredType {
  readonly logicalType: LogicalType | null;
  readonly physicalType: string | null;
  /** With a time zone or without; null where nothing is said. */
  readonly timezone: boolean | null;
}

/** In which of its words a source's type is not the declared one; none: it fits. Null: the standard has no word for the source's type, and no physical type is stated. */
export function misfits(declared: DeclaredType, actual: SourceType): readonly string[] | null {
  const { logicalType, physicalType, timezone } = declared;
  const stated = physicalType === null ? null : parsePhysicalType(physicalType);
  const wrong: string[] = [];
  if (stated !== null && !typeFits(stated, actual)) wrong.push(physicalType ?? '');
  if (logicalType !== null) {
    const fits = logicalTypeFits(logicalType, actual);
    // Before v3.1.0 `date` was the only logical type for a moment: a stated physical timestamp says what is meant.
    const moment = logicalType === 'date' && stated?.name === 'timestamp' && actual.name === 'timestamp';
    if (fits === null && stated === null) return null;
    if (fits === false && !moment) wrong.push(logicalType);
  }
  if (timezone !== null && actual.zone !== undefined && actual.zone !== timezone)
    wrong.push(timezone ? 'with a time zone' : 'without a time zone');
  return wrong;
}
