/** Freshness of a dbt source → ages that its newest row may have. */
import { isObject } from '../../../model/json.js';
import { draftRule, type DraftRule } from '../../draft/draft.js';
import { entryOf, mapOf, textOf } from '../../draft/json-read.js';
import { bareName } from '../../draft/sql-text.js';
import type { NotCarried } from '../../imported.js';
import type { DbtResource } from './project.js';

const SECONDS: { readonly [period: string]: number } = { minute: 60, hour: 3_600, day: 86_400 };

/** `error_after` fails, `warn_after` warns; dbt looks at the greatest value of `loaded_at_field`. */
export function freshnessRules({ freshness: written, where: at }: DbtResource): {
  readonly rules: readonly DraftRule[];
  readonly notCarried: readonly NotCarried[];
} {
  const freshness = written['freshness'];
  const where = `${at}.freshness`;
  const stop = (reason: string) => ({ rules: [], notCarried: [{ where, what: 'freshness', reason }] });
  if (!isObject(freshness)) return { rules: [], notCarried: [] };
  const ages = (
    [
      ['error_after', null],
      ['warn_after', 'warning'],
    ] as const
  ).flatMap(([key, severity]) => {
    const { count, period } = mapOf(freshness[key]);
    const one = typeof period === 'string' ? entryOf(SECONDS, period) : undefined;
    const isAge = one !== undefined && typeof count === 'number' && count > 0;
    if (isAge) return [{ severity, seconds: count * one }];
    return count === undefined || count === null ? [] : [null];
  });
  if (ages.length === 0) return { rules: [], notCarried: [] };
  if (ages.includes(null))
    return stop('An age is a `count` above 0 of a `period` of minutes, hours or days.');
  if (textOf(freshness['filter']) !== null) return stop('A `filter` on freshness can not be said in a rule.');
  if (textOf(written['loaded_at_query']) !== null)
    return stop('`loaded_at_query` is a query of its own: name a column in `loaded_at_field`.');
  const field = textOf(written['loaded_at_field']);
  if (field === null)
    return stop(
      'It names no `loaded_at_field`: dbt asks the warehouse when the table was last changed, Assay looks at a column.',
    );
  const column = bareName(field.trim());
  const isPlain = column !== field.trim() || /^[A-Za-z_]\w*$/.test(column);
  if (!isPlain) return stop('Its `loaded_at_field` is an expression: name a plain column.');
  const rules = ages.flatMap((age) =>
    age === null
      ? []
      : [
          draftRule({
            metric: 'freshness',
            column,
            limit: { op: '<=', value: age.seconds },
            severity: age.severity,
            where,
          }),
        ],
  );
  return { rules, notCarried: [] };
}
