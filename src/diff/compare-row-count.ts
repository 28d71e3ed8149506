/** The rule that every dataset has without writing it: that it is not empty. It goes where a `rowCount` rule of its own comes. */
import type { Check } from '../model/check.js';
import { becameAt, type DatasetContext, type Sided } from './context.js';
import type { Finding } from './finding.js';
import { levelsOf } from './levels.js';
import { sentence } from './sentence.js';

export function compareImpliedRowCount(context: DatasetContext): readonly Finding[] {
  const [was, now] = [impliedOf(context.base), impliedOf(context.head)];
  const [before, after] = [was[0]?.severity ?? null, now[0]?.severity ?? null];
  if (before === after) return [];
  const levels = levelsOf(was, now, context);
  if (levels.producer === 'safe' && levels.consumer === 'safe') return [];
  return [
    {
      ...levels,
      name: 'row-count-implied',
      dataset: context.head.dataset.key,
      column: null,
      at: context.head.dataset.place,
      was: context.base.dataset.place,
      before,
      after,
      message: sentence(
        after === null || before === 'fail'
          ? 'That there is at least one row is no longer asked'
          : 'That there is at least one row is now asked',
        levels,
      ),
    },
  ];
}

const impliedOf = (side: Sided): readonly Check[] =>
  becameAt(side, side.dataset.place).checks.filter(({ kind }) => kind === 'rowCount');
