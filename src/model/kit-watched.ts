/** The metric that a kind of history watches: `of: rowCount`, or `of: {metric, arguments, unit}`. */
import type { Check } from './check.js';
import { isPublic } from './classification.js';
import { didYouMean } from './did-you-mean.js';
import { isNumeric } from './exact.js';
import { ownColumn } from './expr.js';
import type { HistoryPoint } from './history.js';
import { isObject, type Json, type JsonObject, type JsonScalar } from './json.js';
import { optionFault, type OptionFault } from './kit-faults.js';
import { isValueOfRow, METRIC_NAMES, metricTakes, scalarMetric, type ScalarMetric } from './metric.js';
import { textOption } from './kit-option.js';

interface Watched {
  readonly name: string;
  readonly args: JsonObject;
  readonly unit: 'rows' | 'percent' | null;
}

/** What the option says. */
export function watchedOf(option: Json | undefined): Watched {
  if (!isObject(option)) return { name: textOption(option) ?? '', args: {}, unit: null };
  const { metric, arguments: args, unit } = option;
  return {
    name: textOption(metric) ?? '',
    args: isObject(args) ? args : {},
    unit: unit === 'percent' || unit === 'rows' ? unit : null,
  };
}

/** The metric over the rows of the run. A metric of the dataset may stand on a column too. @throws Error where there is none: `watchedFaults` has refused it */
export function watchedMetric(check: Check): ScalarMetric {
  const { name, args, unit } = watchedOf(check.args['of']);
  const column = check.steps === null || metricTakes(name, 'dataset', args) ? null : ownColumn(check);
  const metric = scalarMetric(name, {
    column,
    columnType: check.columnType,
    args,
    ...(unit === null ? {} : { unit }),
  });
  if (metric === null) throw new Error(`${check.id}: no metric ${name}`);
  return metric;
}

/** A metric that there is not, or that does not stand where the rule does. */
export function watchedFaults(
  args: JsonObject,
  check: Pick<Check, 'column' | 'classification'>,
): readonly OptionFault[] {
  const { name, args: inner } = watchedOf(args['of']);
  if (!METRIC_NAMES.includes(name)) {
    const near = didYouMean(name, METRIC_NAMES);
    const hint = near === null ? `The metrics are ${METRIC_NAMES.join(', ')}.` : `Did you mean \`${near}\`?`;
    return [optionFault('/of', `There is no metric ${name} to watch.`, hint)];
  }
  const stands =
    metricTakes(name, 'dataset', inner) || (check.column !== null && metricTakes(name, 'column', inner));
  if (stands) return isValueOfRow(name) && !isPublic(check.classification ?? null) ? [secretValue(name)] : [];
  const hint = 'Write the rule under the property whose values it is about.';
  return [optionFault('/of', `${name} is a metric of a column, and the rule stands on none.`, hint)];
}

/** History would have to keep what may not be kept. */
const secretValue = (name: string): OptionFault =>
  optionFault(
    '/of',
    `${name} is a value of some row, and the column is not public: its values are not kept, so there is no history to compare with.`,
    'Watch the mean, the standard deviation or a count; or limit the value itself, which is not shown then.',
  );

/** A value as a number; null over no values and for dates and texts. */
export function watchedNumber(value: JsonScalar | undefined): number | null {
  return isNumeric(value) ? Number(value) : null;
}

/** An earlier value with its moment. */
export interface Earlier {
  /** ms since 1970. */
  readonly at: number;
  readonly value: number;
}

/** The values that earlier accepted runs left in their details, newest first. A run that failed teaches nothing. */
export function earlierValues(history: readonly HistoryPoint[]): readonly Earlier[] {
  return history.flatMap((point) => {
    const value = watchedNumber(scalarOf(point.details['value']));
    return point.accepted && value !== null ? [{ at: Date.parse(point.asOf), value }] : [];
  });
}

const scalarOf = (value: Json | undefined): JsonScalar =>
  typeof value === 'object' || value === undefined ? null : value;
