/** Demands: what failing checks ask of a data set, and whether one follows from others. */
import type { Check } from '../model/check.js';
import { digest } from '../model/digest.js';
import { isObject, type Json, type JsonObject, type JsonScalar } from '../model/json.js';
import type { Catalogue } from '../model/kit.js';
import { intersection, isOnly, isSubset, rangeSet, setOf, type ValueSet } from '../suite/limit-set.js';
import { isWhole, observable } from '../suite/observable.js';
import { withoutKeys } from '../suite/without-keys.js';
import { validImplies, wholeEnds } from './valid-implies.js';

/** A check in words that both sides share: columns by their names in head, kinds that mean the same as one. */
export interface Demand {
  readonly check: Check;
  readonly kind: string;
  readonly column: string | null;
  readonly args: JsonObject;
  /** Of `kind`, `column` and `args`: two demands of one key measure the same. */
  readonly key: string;
  readonly allowed: ValueSet;
}

/** Checks whose columns are compared where columns are: as a dataset's columns come and go, so do they. */
const OF_THE_COLUMN_LIST = ['columnPresent', 'columnType', 'noExtraColumns', 'columnOrder'];

/** Names of one side → those of head; what was not renamed is itself. */
export interface Renames {
  readonly column: (dataset: string, path: string) => string;
  readonly dataset: (key: string) => string;
}

/** A check as a demand. @param renames of the side that the check is of */
export function demandOf(check: Check, catalogue: Catalogue, renames: Renames): Demand {
  const rename = (path: string): string => renames.column(check.dataset, path);
  const options = catalogue.get(check.kind)?.check.columnOptions ?? [];
  const renamed = options.reduce((args, option) => renameAt(args, option, rename), check.args);
  const column = check.column === null ? null : rename(check.column);
  const shared = sharedForm(check, column, { ...renamed, ...otherSide(renamed['to'], renames) });
  const kind = catalogue.get(check.kind)?.check;
  const set = setOf(check.limit, isWhole(check.unit));
  return {
    check,
    ...shared,
    key: digest([check.kind, shared.column, shared.args]),
    allowed: kind === undefined ? set : intersection(observable(kind, check.unit), set),
  };
}

/** A key of one column may stand on the column or name it; a length of time is the limit, not another question. */
function sharedForm(
  { kind, columnType }: Check,
  column: string | null,
  args: JsonObject,
): Pick<Demand, 'kind' | 'column' | 'args'> {
  if (kind === 'duplicateValues' && column !== null)
    return { kind, column: null, args: { ...args, columns: [column] } };
  if (kind === 'duplicateValues')
    return { kind, column, args: { ...args, columns: sorted(args['columns']) } };
  if (kind === 'invalidValues') {
    const values = args['validValues'];
    const ordered = values === undefined ? args : { ...args, validValues: sorted(values) };
    return { kind, column, args: columnType === 'integer' ? wholeEnds(ordered) : ordered };
  }
  if (kind === 'foreignKey') return { kind, column: null, args };
  if (OF_TIME.includes(kind)) return ofTime(kind, column, args);
  return { kind, column, args };
}

const OF_TIME = ['freshness', 'frequency', 'retention', 'availableBy'];

/** A column of time may be the check's own, or an argument; a length of time that is the limit as well is no argument. */
function ofTime(
  kind: string,
  column: string | null,
  args: JsonObject,
): Pick<Demand, 'kind' | 'column' | 'args'> {
  const named = args['column'];
  const limit = kind === 'freshness' || kind === 'retention' ? ['seconds'] : [];
  return {
    kind,
    column: column ?? (typeof named === 'string' ? named : null),
    args: withoutKeys(args, 'column', ...limit),
  };
}

/** The dataset that a foreign key leads to. */
function otherSide(to: Json | undefined, renames: Renames): JsonObject {
  if (!isObject(to) || typeof to['dataset'] !== 'string' || !Array.isArray(to['columns'])) return {};
  const key = to['dataset'];
  const columns = (to['columns'] as readonly Json[]).map((path) =>
    typeof path === 'string' ? renames.column(key, path) : path,
  );
  return { to: { dataset: renames.dataset(key), columns } };
}

const sorted = (list: Json | undefined): Json =>
  Array.isArray(list)
    ? (list as readonly Json[]).toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1))
    : (list ?? null);

function renameAt(args: JsonObject, option: string, rename: (path: string) => string): JsonObject {
  const key = option.slice(1);
  const value = args[key];
  if (typeof value === 'string') return { ...args, [key]: rename(value) };
  if (!Array.isArray(value)) return args;
  const list = value as readonly Json[];
  return { ...args, [key]: list.map((item) => (typeof item === 'string' ? rename(item) : item)) };
}

/** The demands of some checks: those that fail a run. */
export const failing = (demands: readonly Demand[]): readonly Demand[] =>
  demands.filter(({ check }) => check.severity === 'fail' && !OF_THE_COLUMN_LIST.includes(check.kind));

/**
 * True where a data set that meets all of `given` meets `wanted`. Sound, not complete: false also where it can not be told.
 * @param given failing demands of the same dataset
 */
export function implied(wanted: Demand, given: readonly Demand[]): boolean {
  return given.some((one) => follows(wanted, one)) || validByAll(wanted, given);
}

function follows(wanted: Demand, given: Demand): boolean {
  const isSame = wanted.key === given.key;
  if (!isSame && !badRowsWithin(wanted, given)) return false;
  if (isNone(given.allowed)) return allowsNone(wanted);
  if (wanted.check.unit !== given.check.unit) return false;
  if (!isSubset(given.allowed, wanted.allowed)) return false;
  if (isSame) return wanted.kind !== 'frequency' || sameSet(wanted.allowed, given.allowed);
  // Fewer bad rows than the other counts: then every number below an allowed one must be allowed too. A share may have another whole.
  return wanted.check.unit === 'rows' && wanted.allowed.length === 1 && allowsNone(wanted);
}

const sameSet = (a: ValueSet, b: ValueSet): boolean => isSubset(a, b) && isSubset(b, a);

/** Nothing at all is allowed: no row, so no share of rows either. */
const isNone = (set: ValueSet): boolean => isOnly(set, 0);

const allowsNone = ({ allowed, check }: Demand): boolean =>
  ['rows', 'percent', 'value'].includes(check.unit) &&
  intersection(allowed, rangeSet({ low: 0, high: 0 })).length > 0;

/** True where every row that is bad to `wanted` is bad to `given`. */
function badRowsWithin(wanted: Demand, given: Demand): boolean {
  const [w, g] = [wanted.args, given.args];
  if (wanted.kind === 'nullValues' && given.kind === 'missingValues') return wanted.column === given.column;
  if (wanted.kind !== given.kind || wanted.column !== given.column) return false;
  switch (wanted.kind) {
    case 'missingValues':
      return withinList(w['missingValues'], g['missingValues']);
    case 'invalidValues':
      return withinList(g['missingValues'], w['missingValues']) && validImplies([g], w);
    case 'duplicateValues':
      return withinList(g['columns'], w['columns']);
    default:
      return false;
  }
}

/** Several constraints that each hold of every value hold together. */
function validByAll(wanted: Demand, given: readonly Demand[]): boolean {
  if (wanted.kind !== 'invalidValues' || !allowsNone(wanted)) return false;
  const sure = given.filter(
    ({ kind, column, args, allowed }) =>
      kind === 'invalidValues' &&
      column === wanted.column &&
      isNone(allowed) &&
      withinList(args['missingValues'], wanted.args['missingValues']),
  );
  return (
    sure.length > 0 &&
    validImplies(
      sure.map(({ args }) => args),
      wanted.args,
    )
  );
}

function withinList(inner: Json | undefined, outer: Json | undefined): boolean {
  const list = (value: Json | undefined): readonly JsonScalar[] =>
    Array.isArray(value) ? (value as readonly JsonScalar[]) : [];
  return list(inner).every((value) => list(outer).includes(value));
}

/** Kinds whose arguments can not be weighed against others: a query, a pattern, a baseline. */
const WEIGHED = [
  'nullValues',
  'missingValues',
  'invalidValues',
  'duplicateValues',
  'rowCount',
  'freshness',
  'retention',
  'foreignKey',
];

/** True where it can be told which of two demands asks for more: else a change between them is a risk, not a certainty. */
export function weighable(a: Demand, b: Demand): boolean {
  if (a.key === b.key) return true;
  if (a.kind !== b.kind || !WEIGHED.includes(a.kind)) return false;
  return ['pattern', 'forbiddenPattern'].every((key) => a.args[key] === b.args[key]);
}
