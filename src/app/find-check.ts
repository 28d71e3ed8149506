/** Finds a check of a suite by its id, or by an end of it that is unambiguous. */
import type { Suite } from '../model/check.js';
import { fault, FaultError } from '../model/fault.js';

/** `gold.orders/amount/nullValues`, `amount/nullValues`, either without the digest behind `@`, or a rule's own id. @throws FaultError where none or several fit */
export function findCheck(name: string, suite: Suite): string {
  const ids = suite.checks.map((check) => check.id);
  if (ids.includes(name)) return name;
  const fits = (id: string): boolean => id === name || id.endsWith(`/${name}`);
  const ends = ids.filter((id) => fits(id) || fits(id.replace(/@[0-9a-f]+$/, '')));
  if (ends.length === 1 && ends[0] !== undefined) return ends[0];
  const what =
    ends.length === 0 ? `${suite.dataset} has no check ${name}.` : `${name} may be ${ends.join(' or ')}.`;
  throw new FaultError([
    fault(
      ends.length === 0 ? 'unknown-check' : 'ambiguous-check',
      what,
      {},
      `\`assay compile ${suite.dataset}\` lists them.`,
    ),
  ]);
}
