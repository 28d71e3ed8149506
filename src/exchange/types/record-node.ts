/** The columns of a dataset as a tree, each with the checks that speak of it. */
import type { Check, Suite } from '../../model/check.js';
import type { Dataset, PathStep, Property } from '../../model/contract.js';
import { isWide, recordKind, type RecordKind } from './record-kind.js';
import { allowsNone } from './tolerance.js';

export interface RecordNode {
  readonly property: Property;
  /** The key in a record: the physical name; empty for the items of an array. */
  readonly key: string;
  readonly kind: RecordKind;
  /** Values may occur that a double can not hold. */
  readonly wide: boolean;
  /** Never null and never absent. */
  readonly required: boolean;
  /** Checks that may constrain the value. */
  readonly checks: readonly Check[];
  readonly fields: readonly RecordNode[];
  readonly items: RecordNode | null;
}

/** The top-level columns of a dataset, in order. */
export function recordNodes(dataset: Dataset, suite: Suite): readonly RecordNode[] {
  const checks = new Map<string, Check[]>();
  for (const check of suite.checks) {
    if (check.steps === null) continue;
    const key = stepsKey(check.steps);
    checks.set(key, [...(checks.get(key) ?? []), check]);
  }
  return dataset.properties.map((property) => nodeOf(property, checks));
}

export const stepsKey = (steps: readonly PathStep[]): string => JSON.stringify(steps);

function nodeOf(property: Property, all: ReadonlyMap<string, readonly Check[]>): RecordNode {
  const checks = all.get(stepsKey(property.steps)) ?? [];
  const kind = recordKind(property);
  const fields = property.properties.map((field) => nodeOf(field, all));
  const last = property.steps.at(-1);
  const values = checks.flatMap((check) => Object.values(check.args).flatMap((value) => value ?? []));
  return {
    property,
    key: last !== undefined && 'field' in last ? last.field : '',
    kind,
    wide: isWide(property, kind, values.flat()),
    // Where the object is null, each of its fields is: a field that may not be null binds the object too.
    required: checks.some(forbidsNull) || fields.some((field) => field.required),
    checks,
    fields,
    items: property.items === null ? null : nodeOf(property.items, all),
  };
}

const FORBID_NULL = ['nullValues', 'missingValues'];

function forbidsNull(check: Check): boolean {
  return FORBID_NULL.includes(check.kind) && check.severity === 'fail' && allowsNone(check);
}
