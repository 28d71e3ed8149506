/** The rules of a suite that one record can keep or break; and why the others are none. */
import type { Check, Suite } from '../../model/check.js';
import type { Place } from '../../model/fault.js';
import { scalars } from '../../model/kit-missing.js';
import type { NotCarried } from '../imported.js';
import { constraintOf, NOTHING, type Constraint } from './constraint.js';
import { stepsKey, type RecordNode } from './record-node.js';
import { setValues, type Form } from './rule-values.js';
import { allowsNone } from './tolerance.js';

/** What the rules of a column ask of its value, rule by rule; those that one record can not break ask nothing. */
export function recordRules(node: RecordNode, form: Form): readonly Constraint[] {
  return node.checks.filter(isOfRecord).map((check) => ruleOf(check, node, form));
}

function ruleOf(check: Check, node: RecordNode, form: Form): Constraint {
  if (check.kind === 'invalidValues') return constraintOf(check.args, node, form);
  if (check.kind !== 'missingValues') return { schemas: [], left: [] };
  const values = setValues(scalars(check.args['missingValues']), node.kind, form);
  if (values === null && form === 'text') return { schemas: [NOTHING], left: [] };
  if (values === null) return { schemas: [], left: ['equal values may be written in several ways'] };
  return { schemas: values.length === 0 ? [] : [{ not: { enum: values } }], left: [] };
}

/** Kinds that the shape of the schema says. */
const SHAPE = ['columnPresent', 'columnType'];
const OF_RECORD = ['nullValues', 'missingValues', 'invalidValues'];

const isOfRecord = (check: Check): boolean =>
  OF_RECORD.includes(check.kind) && check.severity === 'fail' && allowsNone(check);

/** All that the schema of a record does not say of a suite. */
export function notCarried(suite: Suite, nodes: readonly RecordNode[]): readonly NotCarried[] {
  const bySteps = new Map(nodes.flatMap(withFields).map((node) => [stepsKey(node.property.steps), node]));
  const checks = suite.checks.flatMap((check): NotCarried[] => {
    const node = check.steps === null ? undefined : bySteps.get(stepsKey(check.steps));
    const reason = reasonOf(check, node);
    return reason === null ? [] : [{ where: placeText(check.clause), what: check.id, reason }];
  });
  const unrun = suite.coverage.flatMap(({ clause, text, notExecuted }): NotCarried[] =>
    notExecuted === null ? [] : [{ where: placeText(clause), what: text, reason: notExecuted }],
  );
  return [...checks, ...unrun];
}

function withFields(node: RecordNode): readonly RecordNode[] {
  return [node, ...node.fields.flatMap(withFields), ...(node.items === null ? [] : withFields(node.items))];
}

const placeText = ({ file, line }: Place): string => `${file}:${String(line)}`;

function reasonOf(check: Check, node: RecordNode | undefined): string | null {
  if (SHAPE.includes(check.kind)) return null;
  if (check.kind === 'noExtraColumns' && check.severity === 'fail') return null;
  if (!OF_RECORD.includes(check.kind))
    return REASONS[check.kind] ?? 'It judges all records together, or needs more than records.';
  if (check.severity === 'warn') return 'It warns: a record is sent or refused, there is nothing between.';
  if (!allowsNone(check)) return 'It lets some rows break it, so no single record is to be refused for it.';
  if (node === undefined) return 'Its column is none of the record.';
  const forms: readonly Form[] = node.wide ? ['number', 'text'] : ['plain'];
  const left = [...new Set(forms.flatMap((form) => ruleOf(check, node, form).left))];
  return left.length === 0 ? null : `JSON Schema has no word for it: ${left.join('; ')}.`;
}

const REASONS: { readonly [kind: string]: string } = {
  duplicateValues: 'It compares records with each other.',
  foreignKey: 'It needs the records of another dataset.',
  compare: 'JSON Schema can not compare two columns.',
  failedRows: 'It is an SQL predicate.',
  sql: 'It is an SQL query.',
  columnOrder: 'The keys of a JSON object have no order.',
  noExtraColumns: 'It warns: a record is sent or refused, there is nothing between.',
  freshness: 'It is about time, not about a record.',
  retention: 'It is about time, not about a record.',
  availableBy: 'It is about time, not about a record.',
  frequency: 'It is about time, not about a record.',
};
