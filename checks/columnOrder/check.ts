/** columnOrder: the columns of the contract stand in the source in the contract's order. */
import { tableAt } from '../../src/model/kit-reading.js';
import { missingTable, names, ownColumns, someNames } from '../../src/model/kit-table.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'columnOrder',
  level: 'dataset',
  dimension: 'conformity',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  needs: () => [{ measure: 'schema' }],
  judge: (readings, check) => {
    const table = tableAt(readings, 0);
    if (!table.exists) return missingTable(table);
    if (table.text === 'json')
      return { unknown: { reason: 'unsupported', message: 'the keys of JSON objects have no order' } };
    const declared = names(check.args['columns']);
    const place = new Map(declared.map((name, i) => [name, i]));
    const found = ownColumns(table).flatMap(({ name }) => (place.has(name) ? [name] : []));
    const inPlace = new Set(longestRise(found.map((name) => place.get(name) ?? 0)));
    const moved = found.filter((name) => !inPlace.has(place.get(name) ?? 0));
    return {
      observed: moved.length,
      saw:
        moved.length === 0
          ? 'the columns stand in the order of the contract'
          : `${String(moved.length)} columns stand out of order: ${someNames(moved)}`,
      details: moved.length === 0 ? {} : { outOfOrder: moved, found },
    };
  },
});

/** A longest rising subsequence: what may stay where it is when as few as possible move. */
function longestRise(values: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = [];
  for (const value of values) {
    let before: readonly number[] = [];
    for (const run of best) if ((run.at(-1) ?? 0) < value && run.length > before.length) before = run;
    best.push([...before, value]);
  }
  return best.reduce((a, b) => (b.length > a.length ? b : a), []);
}
