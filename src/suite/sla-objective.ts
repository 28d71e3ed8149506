/** SLA clauses that are objectives: a share, in percent, that is measured over many runs. */
import type { Sla } from '../model/contract.js';
import { isNumeric, minus } from '../model/exact.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import type { Counted, Objective } from '../model/objective.js';
import { parseDuration } from '../model/time.js';
import type { Verdict } from '../model/verdict.js';
import { placeWithin } from './draft.js';

/** Dimensions of the standard by their names, their short names and one of habit, lower case. */
const DIMENSIONS: ReadonlyMap<string, string> = new Map([
  ...['accuracy', 'completeness', 'conformity', 'consistency', 'coverage', 'timeliness', 'uniqueness'].map(
    (name) => [name, name] as const,
  ),
  ['ac', 'accuracy'],
  ['cp', 'completeness'],
  ['cf', 'conformity'],
  ['validity', 'conformity'],
  ['cs', 'consistency'],
  ['cv', 'coverage'],
  ['tm', 'timeliness'],
  ['uq', 'uniqueness'],
]);

/** The other two, with the short names of the standard. */
const SHARES: ReadonlyMap<string, 'availability' | 'errorRate'> = new Map([
  ['availability', 'availability'],
  ['av', 'availability'],
  ['errorrate', 'errorRate'],
  ['er', 'errorRate'],
]);

/** How they are written in hints. */
export const OBJECTIVE_SPELLINGS: readonly string[] = [
  ...new Set(DIMENSIONS.values()),
  'validity',
  'availability',
  'errorRate',
];

const PERCENT = ['percent', 'percentage', 'pct', '%'];
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

/** A dimension in the standard's long spelling; as it stands where the standard does not have it. */
export function dimensionName(written: string): string {
  const word = written.trim().toLowerCase();
  return DIMENSIONS.get(word) ?? word;
}

/** The property of an objective in the standard's spelling; null for other clauses. */
export function objectiveProperty(written: string): string | null {
  const word = written.trim().toLowerCase();
  return SHARES.get(word) ?? DIMENSIONS.get(word) ?? null;
}

/** The objective that a clause states, or what is wrong with it; null for clauses that state none, or add to it what can not be read. */
export function readObjective(sla: Sla, dataset: string): Outcome<Objective> | null {
  const property = objectiveProperty(sla.property);
  if (property === null || unreadReason(sla, property) !== null) return null;
  const percent = readPercent(sla, property);
  const days = readWindow(sla);
  const faults = [percent, days].flatMap((read) => (read.ok ? [] : read.faults));
  if (!percent.ok || !days.ok) return { ok: false, faults };
  const isRate = property === 'errorRate';
  const objective = {
    dataset,
    property,
    description: sla.description,
    counted: countedOf(sla, property),
    good: isRate ? NO_ERRORS : ONLY_PASSED,
    targetPercent: isRate ? Number(minus(100, percent.value)) : percent.value,
    windowDays: days.value,
    clause: sla.place,
  };
  return { ok: true, value: { ...objective, text: objectiveText(objective) } };
}

/** A warning is no error. */
const NO_ERRORS: readonly Verdict[] = ['pass', 'warn'];
const ONLY_PASSED: readonly Verdict[] = ['pass'];

/** `completeness of amount ≥ 99.9 % over 30 days`; of an error rate, as it is written: `errorRate ≤ 1 % over 30 days`. */
export function objectiveText({
  property,
  counted,
  targetPercent,
  windowDays,
}: Omit<Objective, 'text'>): string {
  const column = counted.of === 'results' ? counted.column : null;
  const isRate = property === 'errorRate';
  const percent = isRate ? Number(minus(100, targetPercent)) : targetPercent;
  const days = windowDays === 1 ? '1 day' : `${String(windowDays)} days`;
  const of = column === null ? '' : ` of ${column}`;
  return `${property}${of} ${isRate ? '≤' : '≥'} ${String(percent)} % over ${days}`;
}

/** The gate lets a dataset through, never one of its columns: one that is named (by `slaDefaultElement`) adds nothing. */
function countedOf({ column }: Sla, property: string): Counted {
  if (property === 'availability') return { of: 'decisions' };
  return { of: 'results', dimension: property === 'errorRate' ? null : property, column };
}

/** `value: 99.5, unit: percent`, or `value: 99.5%`. */
function readPercent(sla: Sla, property: string): Outcome<number> {
  const { value } = sla;
  const { number } = writtenNumber(value);
  const impossible = impossibleText(Number(number), property);
  return impossible === null
    ? { ok: true, value: Number(number) }
    : refuse(sla, 'value', 'bad-objective', impossible, exampleOf(property));
}

const exampleOf = (property: string): string =>
  `Write \`value: ${property === 'errorRate' ? '1' : '99'}\` with \`unit: percent\`.`;

/** `99.5%` → 99.5, and that it carries its unit. */
function writtenNumber(value: Sla['value']) {
  const text = typeof value === 'string' ? value.trim() : value;
  const signed = typeof text === 'string' && text.endsWith('%');
  return { number: signed ? text.slice(0, -1).trim() : text, signed };
}

function impossibleText(percent: number, property: string): string | null {
  const text = `${String(percent)} %`;
  if (percent < 0) return `The ${property} of ${text} is less than nothing.`;
  if (percent > 100) return `The ${property} of ${text} can not be reached: all of it is 100 %.`;
  if (property === 'errorRate')
    return percent === 100 ? 'An errorRate of 100 % allows everything: it promises nothing.' : null;
  if (percent === 0) return `A ${property} of 0 % promises nothing.`;
  // A share that was meant as one: 0.99 for 99 %.
  return percent <= 1
    ? `The ${property} of ${text} would hold even if almost everything were bad; was ${String(Number((percent * 100).toPrecision(12)))} % meant?`
    : null;
}

/**
 * Why a clause states no objective that can be measured; null where it does. The standard lets its value be anything: what people promise
 * each other in words must not keep a project from being loaded.
 */
export function unreadReason(sla: Sla, property: string): string | null {
  const { value, valueExt, unit } = sla;
  const { number, signed } = writtenNumber(value);
  const example = exampleOf(property);
  if (!isNumeric(number)) return `Its value is no percentage, so nothing measures it. ${example}`;
  if (unit === null && !signed) return `It names no unit, so nothing measures it. ${example}`;
  if (unit !== null && !PERCENT.includes(unit.trim().toLowerCase()))
    return `An objective is in percent, not in "${unit}", so nothing measures it. ${example}`;
  const isWindow = typeof valueExt === 'string' && parseDuration(valueExt) !== null;
  return valueExt === null || valueExt === value || isWindow
    ? null
    : 'Assay does not know what its `valueExt` adds.';
}

/** `valueExt: P7D`: the days that are looked back upon. */
function readWindow(sla: Sla): Outcome<number> {
  const length = typeof sla.valueExt === 'string' ? parseDuration(sla.valueExt) : null;
  if (length === null) return { ok: true, value: DEFAULT_DAYS };
  const days = length.months > 0 ? Number.NaN : length.ms / DAY_MS;
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return { ok: true, value: days };
  return refuse(
    sla,
    'valueExt',
    'bad-window',
    `The window of an objective is a whole number of days, 1 to ${String(MOST_DAYS)}.`,
    'Write `valueExt: P7D`, or leave it out for 30 days.',
  );
}

function refuse(
  sla: Sla,
  key: string,
  code: string,
  message: string,
  hint: string,
): { ok: false; faults: readonly Fault[] } {
  return { ok: false, faults: [fault(code, message, placeWithin(sla.place, key), hint)] };
}
