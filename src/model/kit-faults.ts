/** Faults that the options schema of a kind can not say, as `CheckKind.faults` returns them. */
import type { JsonObject } from './json.js';

export interface OptionFault {
  /** JSON pointer into the options. */
  readonly option: string;
  readonly message: string;
  readonly hint?: string;
}

/** One fault. */
export function optionFault(option: string, message: string, hint?: string): OptionFault {
  return { option, message, ...(hint === undefined ? {} : { hint }) };
}

/** Missing rows as a share of those that are not: a percentage that says nothing. */
export function missingOfPresent(args: JsonObject): readonly OptionFault[] {
  if (args['of'] !== 'present') return [];
  return [
    optionFault(
      '/of',
      'Rows without a value can not be a percentage of the rows that have one.',
      'Leave `of` out: the percentage is taken of all rows.',
    ),
  ];
}
