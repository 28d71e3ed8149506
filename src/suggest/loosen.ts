/** A range that a few rows of the other half break: the limit stays as it was learned without them, and allows for as few. */
import { shareAtMost, twiceTheOdds, withinExtreme } from './confidence.js';
import { SURE, type Proposal } from './proposal.js';
import { counted, roundPercentUp } from './readable.js';

/** More than that are no strays: the range is wrong. */
const MOST_SHARE = 0.001;
const ENOUGH_ROWS = 2000;

const ARGUMENTS: { readonly [option: string]: string } = { minimum: 'min', maximum: 'max' };

/**
 * The same limit as a share of rows: twice the odds of the upper end of the exact 99 % interval of what was seen. Null where
 * the rule is no range, or too many rows break it.
 */
export function loosened(proposal: Proposal, bad: number, total: number): Proposal | null {
  const { clause, kind } = proposal;
  if (kind !== 'range' || clause.at !== 'options') return null;
  if (bad === 0 || total < ENOUGH_ROWS || bad > total * MOST_SHARE) return null;
  const entry = Object.entries(clause.keys).find(([key]) => Object.hasOwn(ARGUMENTS, key));
  const argument = entry === undefined ? undefined : ARGUMENTS[entry[0]];
  if (entry === undefined || argument === undefined) return null;
  const confidence = withinExtreme(total);
  return {
    ...proposal,
    clause: {
      at: 'quality',
      rule: {
        metric: 'invalidValues',
        arguments: { [argument]: entry[1] },
        unit: 'percent',
        mustBeLessOrEqualTo: roundPercentUp(twiceTheOdds(shareAtMost(bad, total)) * 100),
        ...(confidence < SURE ? { severity: 'warning' } : {}),
      },
    },
    evidence: `${counted(bad)} of ${counted(total)} rows lie beyond a limit learned from other rows: look at them`,
    confidence,
  };
}
