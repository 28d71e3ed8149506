/** A clause of the schema that becomes one check: what such clauses have in common. */
import type { Limit, Severity } from '../model/check.js';
import type { Property } from '../model/contract.js';
import type { Place } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import { draftCheck } from './draft-check.js';
import { arrayReason } from './inside-array.js';
import { type Clause, type DatasetContext, faulty, skipped } from './draft.js';

const NONE: Limit = { op: '=', value: 0 };

export interface ClauseWish {
  readonly kind: string;
  readonly property: Property | null;
  readonly args?: JsonObject;
  /** What of the arguments makes the id; default none of them. */
  readonly identity?: (args: JsonObject) => JsonObject;
  /** Default: no violation. */
  readonly limit?: Limit;
  readonly severity?: Severity;
  readonly place: Place;
  /** Where the arguments stand, for faults; default the clause. */
  readonly argsPlace?: Place;
  readonly text: string;
}

/** The clause with its check, its faults, or the reason why nothing executes it. */
export function clauseCheck(wish: ClauseWish, context: DatasetContext): Clause {
  const { kind, property, args = {}, severity = 'fail', place, text } = wish;
  const reason = arrayReason(kind, property);
  if (reason !== null) return skipped(place, text, reason);
  const drafted = draftCheck(
    {
      kind,
      property,
      args,
      identity: wish.identity ?? (() => ({})),
      limit: wish.limit ?? NONE,
      isClause: true,
      clause: place,
      argsPlace: wish.argsPlace ?? place,
    },
    context,
  );
  if (!drafted.ok) return faulty(place, text, drafted.faults);
  const draft = {
    ...drafted.value,
    severity,
    severityLabel: null,
    dimension: drafted.value.kind.dimension,
    name: null,
    description: null,
    tags: property?.tags ?? [],
    givenId: null,
  };
  return { place, text, drafts: [draft], notExecuted: null, faults: [] };
}
