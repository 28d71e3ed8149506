/** An id for a rule whose derived one another rule has. */
import type { Limit } from '../../model/check.js';
import type { DraftRule } from './draft.js';
import { unitOf } from './measured.js';

const WORDS: { readonly [op in Limit['op']]: string } = {
  '=': 'is',
  '!=': 'is-not',
  '<': 'below',
  '<=': 'at-most',
  '>': 'above',
  '>=': 'at-least',
  between: 'between',
  notBetween: 'not-between',
};
const LONGEST = 80;

/** `nullValues-at-most-5-percent`; with a number behind it where that is in `taken`, which it joins. */
export function ruleId(rule: DraftRule, taken: Set<string>): string {
  const { limit, metric } = rule;
  const operands = 'low' in limit ? [limit.low, limit.high] : [limit.value];
  const unit = unitOf(rule) === 'percent' ? ['percent'] : [];
  const words = [metric, WORDS[limit.op], ...operands.map(String), ...unit].join('-');
  const base = words.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, LONGEST);
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}
