/** Service level agreements: those that one run can judge become checks, the others are said not to be executed. */
import type { Limit } from '../model/check.js';
import type { Property, Sla } from '../model/contract.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import type { Objective } from '../model/objective.js';
import { atItsKey } from './at-its-key.js';
import { clauseCheck } from './clause-check.js';
import { arrayReason } from './inside-array.js';
import { didYouMean } from '../model/did-you-mean.js';
import { type Clause, type DatasetContext, faulty, placeWithin, skipped } from './draft.js';
import { OBJECTIVE_SPELLINGS, objectiveProperty, readObjective, unreadReason } from './sla-objective.js';
import { readSlaLength, readSlaTime } from './sla-value.js';
import { withoutKeys } from './without-keys.js';

/** Properties of the standard and of habit, lower case, to what they mean. */
const CHECKED: ReadonlyMap<string, 'freshness' | 'frequency' | 'retention' | 'availableBy'> = new Map([
  ['latency', 'freshness'],
  ['ly', 'freshness'],
  ['freshness', 'freshness'],
  ['frequency', 'frequency'],
  ['fy', 'frequency'],
  ['retention', 'retention'],
  ['re', 'retention'],
  ['timeofavailability', 'availableBy'],
]);

const OBJECTIVE =
  'It is a service level objective: measured over past runs, not in one run. `assay serve` tells how it stands (/slo).';
const SPEED = 'It speaks of how fast data are read or written: no run tells.';
const SCHEDULED = 'Runs are scheduled by the orchestrator that asks.';
const PEOPLE = 'It is a date or a promise for people: no data tells whether it is kept.';
const INCIDENT = 'It speaks of incidents, not of data: no run can tell.';

const NOT_CHECKED: ReadonlyMap<string, string> = new Map([
  ['throughput', SPEED],
  ['th', SPEED],
  ['generalavailability', PEOPLE],
  ['ga', PEOPLE],
  ['endofsupport', PEOPLE],
  ['es', PEOPLE],
  ['endoflife', PEOPLE],
  ['el', PEOPLE],
  ['timetodetect', INCIDENT],
  ['td', INCIDENT],
  ['timetonotify', INCIDENT],
  ['tn', INCIDENT],
  ['timetorepair', INCIDENT],
  ['tr', INCIDENT],
]);

/** How the properties are written in hints. */
const SPELLINGS = [
  'latency',
  'freshness',
  'frequency',
  'retention',
  'timeOfAvailability',
  ...OBJECTIVE_SPELLINGS,
  'throughput',
  'generalAvailability',
  'endOfSupport',
  'endOfLife',
  'timeToDetect',
  'timeToNotify',
  'timeToRepair',
];

/** The clauses of a dataset's SLA. */
export function slaClauses(context: DatasetContext): readonly Clause[] {
  return context.dataset.slas.flatMap((sla) => {
    const clause = slaClause(sla, context);
    const placed = { ...clause, faults: clause.faults.map((problem) => atItsKey(problem, sla)) };
    if (sla.schedule === null) return [placed];
    const place = sla.places?.['/schedule'] ?? placeWithin(sla.place, 'schedule');
    return [placed, skipped(place, `SLA ${sla.property}: schedule`, SCHEDULED)];
  });
}

function slaClause(sla: Sla, context: DatasetContext): Clause {
  const word = sla.property.trim().toLowerCase();
  const kind = CHECKED.get(word);
  const text = `SLA ${sla.property}: ${[sla.value, sla.unit].filter((part) => part !== null).join(' ')}`;
  if (kind === undefined) return notChecked(sla, word, text, context);
  if (sla.column === null) {
    const hint = `write \`element: ${context.dataset.name}.<column of time>\``;
    return skipped(sla.place, text, `It names no column, so no data tells; ${hint}.`);
  }
  const column = context.columns.find(sla.column);
  if (column === null) {
    const place = placeWithin(sla.place, 'element');
    const hint = context.columns.hint(sla.column);
    return faulty(sla.place, text, [
      fault('unknown-column', `There is no column ${sla.column}.`, place, hint),
    ]);
  }
  return timedClause(kind, sla, column, text, context);
}

function notChecked(sla: Sla, word: string, text: string, context: DatasetContext): Clause {
  const objective = readObjective(sla, context.dataset.key);
  if (objective !== null) return objectiveClause(objective, sla, text);
  const property = objectiveProperty(sla.property);
  if (property !== null) return skipped(sla.place, text, unreadReason(sla, property) ?? OBJECTIVE);
  const reason = NOT_CHECKED.get(word);
  if (reason !== undefined) return skipped(sla.place, text, reason);
  const near = didYouMean(sla.property, SPELLINGS);
  if (near === null) return skipped(sla.place, text, `Assay does not know the SLA property ${sla.property}.`);
  const place = placeWithin(sla.place, 'property');
  const problem = fault(
    'unknown-sla',
    `There is no SLA property ${sla.property}.`,
    place,
    `Did you mean \`${near}\`?`,
  );
  return faulty(sla.place, text, [problem]);
}

function objectiveClause(objective: Outcome<Objective>, { place }: Sla, text: string): Clause {
  return objective.ok ? skipped(place, text, OBJECTIVE) : faulty(place, text, objective.faults);
}

function timedClause(
  kind: 'freshness' | 'frequency' | 'retention' | 'availableBy',
  sla: Sla,
  property: Property,
  text: string,
  context: DatasetContext,
): Clause {
  const reason = arrayReason(kind, property) ?? extendedReason(sla);
  if (reason !== null) return skipped(sla.place, text, reason);
  const wrongType = timeFault(property, sla);
  const bound = kind === 'availableBy' ? readSlaTime(sla) : readSlaLength(sla);
  if (wrongType !== null || !bound.ok)
    return faulty(sla.place, text, [
      ...(wrongType === null ? [] : [wrongType]),
      ...(bound.ok ? [] : bound.faults),
    ]);
  const args: JsonObject = { column: context.columns.pathOf(property), ...bound.value };
  const place = sla.place;
  return clauseCheck(
    { kind, property, args, identity, ...limitOf(kind, args, context), place, text },
    context,
  );
}

/** The column stands in the id already, and a length of time is a limit: history survives its edit. */
const identity = (args: JsonObject): JsonObject => withoutKeys(args, 'column', 'seconds');

/** A kind that observes seconds is limited by them; another counts what is too late or too old. */
function limitOf(kind: string, { seconds }: JsonObject, { catalogue }: DatasetContext): { limit?: Limit } {
  const check = catalogue.get(kind)?.check;
  if (check?.units.includes('seconds') === true && typeof seconds === 'number')
    return { limit: { op: '<=', value: seconds } };
  return check?.defaultLimit === undefined ? {} : { limit: check.defaultLimit };
}

function extendedReason({ value, valueExt, property }: Sla): string | null {
  if (property.toLowerCase() === 'timeofavailability') return null;
  return valueExt === null || valueExt === value ? null : 'Assay does not know what its `valueExt` adds.';
}

function timeFault(property: Property, sla: Sla): Fault | null {
  const type = property.logicalType;
  if (type === null || type === 'date' || type === 'timestamp') return null;
  const message = `${sla.property} needs a column of dates or timestamps; ${property.path} is declared as ${type}.`;
  return fault('wrong-column-type', message, placeWithin(sla.place, 'element'));
}
