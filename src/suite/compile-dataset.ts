/** One dataset: its clauses, the checks that they become, and what is left unexecuted. */
import type { Check, Coverage, Suite, SuiteColumn } from '../model/check.js';
import { digest } from '../model/digest.js';
import type { Fault } from '../model/fault.js';
import { classificationOf } from './classification.js';
import { type ColumnIndex } from './column-index.js';
import { columnSetClauses, impliedRowCount, primaryKey, primaryKeyClauses } from './dataset-clauses.js';
import type { Clause, DatasetContext } from './draft.js';
import { type Identified, identify } from './identity.js';
import { limitConflicts } from './limit-conflicts.js';
import { propertyClauses } from './property-clauses.js';
import { relationshipClauses } from './relationship-clauses.js';
import { ruleClauses } from './rule-clauses.js';
import { slaClauses } from './sla-clauses.js';
import { withoutKeys } from './without-keys.js';

/** The suite of one dataset, and every fault of its clauses. */
export function compileDataset(context: DatasetContext): {
  readonly suite: Suite;
  readonly faults: readonly Fault[];
} {
  const clauses = clausesOf(context);
  const drafts = clauses.flatMap((clause) => clause.drafts);
  const identified = identify(context.dataset.key, drafts);
  const conflicts = limitConflicts(drafts);
  const faults = [
    ...clauses.flatMap((clause) => clause.faults),
    ...conflicts,
    // A rule that contradicts another needs no advice on its id.
    ...identified.faults.filter(({ path }) => conflicts.every((conflict) => conflict.path !== path)),
  ];
  return { suite: suiteOf(context, clauses, identified.checks), faults };
}

/** In the order that a reader of the contract expects: columns, the dataset, references, rules, SLA. */
function clausesOf(context: DatasetContext): readonly Clause[] {
  const rules = ruleClauses(context);
  const isCounted = rules.some((clause) => clause.drafts.some((draft) => draft.kind.kind === 'rowCount'));
  return [
    ...context.columns.all.flatMap((property) => propertyClauses(property, context)),
    ...primaryKeyClauses(context),
    ...columnSetClauses(context),
    ...relationshipClauses(context),
    ...rules,
    ...impliedRowCount(context, isCounted),
    ...slaClauses(context),
  ];
}

function suiteOf(context: DatasetContext, clauses: readonly Clause[], named: readonly Identified[]): Suite {
  const { dataset, columns } = context;
  const checks = named.map((one) => checkOf(one, dataset.key, columns));
  const suiteColumns = columns.all.map(columnOf);
  const keyColumns = keysOf(columns);
  const partition = columns.all
    .filter((property) => property.partition !== null)
    .sort((a, b) => (a.partition ?? 0) - (b.partition ?? 0))
    .map((property) => property.path);
  const content = checks.map((check) => withoutKeys(check, 'clause'));
  return {
    kind: 'Suite',
    dataset: dataset.key,
    digest: digest([dataset.key, content, suiteColumns, keyColumns, partition]),
    checks,
    columns: suiteColumns,
    keyColumns,
    partition,
    coverage: coverageOf(clauses, named),
    notExecuted: clauses.flatMap(({ place, notExecuted }) =>
      notExecuted === null ? [] : [{ clause: place, reason: notExecuted }],
    ),
  };
}

function checkOf({ id, draft }: Identified, dataset: string, columns: ColumnIndex): Check {
  const { property, args, limit, unit, severity, severityLabel, dimension, name, description, tags } = draft;
  return {
    kind: draft.kind.kind,
    id,
    dataset,
    column: property?.path ?? null,
    steps: property?.steps ?? null,
    columnType: property?.logicalType ?? null,
    classification: classificationOf(draft, columns),
    args,
    limit,
    unit,
    severity,
    severityLabel,
    dimension,
    name,
    description,
    tags,
    clause: draft.clause,
  };
}

function columnOf(property: ColumnIndex['all'][number]): SuiteColumn {
  const { path, steps, logicalType, physicalType, options, classification } = property;
  return { path, steps, logicalType, physicalType, options, classification };
}

/** Primary key, else unique columns: what names a row. Columns inside arrays name none. */
function keysOf(columns: ColumnIndex): readonly string[] {
  const ofRows = columns.all.filter((property) => property.steps.every((step) => 'field' in step));
  const primary = primaryKey(ofRows);
  return (primary.length > 0 ? primary : ofRows.filter((property) => property.unique)).map(
    (property) => property.path,
  );
}

/** What each clause became; several clauses may have become one check. */
function coverageOf(clauses: readonly Clause[], named: readonly Identified[]): readonly Coverage[] {
  const ids = new Map(named.flatMap(({ id, drafts }) => drafts.map((draft) => [draft, id] as const)));
  return clauses.map(({ place, text, drafts, notExecuted }) => ({
    clause: place,
    text,
    checks: [...new Set(drafts.flatMap((draft) => ids.get(draft) ?? []))],
    notExecuted,
  }));
}
