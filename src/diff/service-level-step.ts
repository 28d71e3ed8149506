/** Which way the promise of a service level went, told from its values. */
import type { Sla } from '../model/contract.js';
import { isNumeric } from '../model/exact.js';
import { compareValues } from '../suite/compare-values.js';
import { OBJECTIVE_SPELLINGS } from '../suite/sla-objective.js';
import { readSlaLength, readSlaTime } from '../suite/sla-value.js';
import type { Pair } from './match.js';

/** Short and long spellings of the standard, and two names of one promise, are one word. */
const WORDS: { readonly [short: string]: string } = {
  ly: 'latency',
  freshness: 'latency',
  fy: 'frequency',
  re: 'retention',
  av: 'availability',
  er: 'errorrate',
  th: 'throughput',
  ga: 'generalavailability',
  es: 'endofsupport',
  el: 'endoflife',
  td: 'timetodetect',
  tn: 'timetonotify',
  tr: 'timetorepair',
  ac: 'accuracy',
  cp: 'completeness',
  cf: 'conformity',
  validity: 'conformity',
  cs: 'consistency',
  cv: 'coverage',
  tm: 'timeliness',
  uq: 'uniqueness',
};

export function serviceLevelWord(property: string): string {
  const word = property.trim().toLowerCase();
  return WORDS[word] ?? word;
}

/** A value that can be put in order with others of one measure. */
interface Amount {
  readonly measure: string;
  readonly value: number | string;
}

interface Meaning {
  readonly better: 'more' | 'less';
  readonly amountOf: (sla: Sla) => Amount | null;
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['latency', { better: 'less', amountOf: length }],
  ['frequency', { better: 'less', amountOf: length }],
  ['retention', { better: 'more', amountOf: length }],
  ['timeofavailability', { better: 'less', amountOf: timeOfDay }],
  ['availability', { better: 'more', amountOf: plainNumber }],
  ['errorrate', { better: 'less', amountOf: plainNumber }],
  ...OBJECTIVE_SPELLINGS.filter((name) => !['availability', 'errorRate'].includes(name)).map(
    (name): [string, Meaning] => [name, { better: 'more', amountOf: plainNumber }],
  ),
  ['throughput', { better: 'more', amountOf: plainNumber }],
  ['generalavailability', { better: 'less', amountOf: day }],
  ['endofsupport', { better: 'more', amountOf: day }],
  ['endoflife', { better: 'more', amountOf: day }],
  ['timetodetect', { better: 'less', amountOf: length }],
  ['timetonotify', { better: 'less', amountOf: length }],
  ['timetorepair', { better: 'less', amountOf: length }],
]);

/** Of the promise to readers: more of it, less, or as much; null where the two values can not be put in order. */
export function serviceLevelStep({ base, head }: Pair<Sla>): 'tightened' | 'loosened' | 'same' | null {
  const word = serviceLevelWord(head.property);
  const meaning = MEANINGS.get(word);
  if (meaning === undefined || serviceLevelWord(base.property) !== word) return null;
  if (base.valueExt !== head.valueExt && word !== 'timeofavailability') return null;
  const [before, after] = [meaning.amountOf(base), meaning.amountOf(head)];
  if (before === null || after === null || before.measure !== after.measure) return null;
  const order = compareValues(after.value, before.value) * (meaning.better === 'more' ? 1 : -1);
  if (Number.isNaN(order)) return null;
  return order === 0 ? 'same' : order > 0 ? 'tightened' : 'loosened';
}

function length(sla: Sla): Amount | null {
  const read = readSlaLength(sla);
  return read.ok ? { measure: 'seconds', value: read.value.seconds } : null;
}

/** Of one zone only: the same hour in two zones are two moments. */
function timeOfDay(sla: Sla): Amount | null {
  const read = readSlaTime(sla);
  return read.ok ? { measure: read.value.timezone, value: read.value.time } : null;
}

function day({ value }: Sla): Amount | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? { measure: 'day', value } : null;
}

/** `99.5`, `99.5%`. */
function plainNumber({ value, unit }: Sla): Amount | null {
  const text = typeof value === 'string' ? value.trim() : value;
  const isPercent = typeof text === 'string' && text.endsWith('%');
  const number = isPercent ? text.slice(0, -1).trim() : text;
  return isNumeric(number) ? { measure: unit ?? (isPercent ? 'percent' : ''), value: number } : null;
}
