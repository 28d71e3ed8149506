/** What a distribution rule asks for, with its defaults. */
import type { Check } from '../../src/model/check.js';
import { isObject, type JsonObject } from '../../src/model/json.js';
import { optionFault, type OptionFault } from '../../src/model/kit-faults.js';
import { baselineFaults } from '../../src/model/kit-baseline.js';

export type Method = 'psi' | 'ks' | 'jensenShannon' | 'wasserstein' | 'chiSquare' | 'totalVariation';

/** Bins by the order of their values: what these methods need, so they take more of them. */
export const isOrdered = (method: Method): boolean => method === 'ks' || method === 'wasserstein';

export interface Options {
  readonly method: Method;
  /** Bins of a numeric column, or values of another that have a bin of their own. */
  readonly bins: number;
  readonly onPValue: boolean;
  /** Bins of values, not of ranges. */
  readonly categorical: boolean;
}

/** Values of a text column that have a bin of their own; the others share one. */
const CATEGORIES = 20;

/** The options of a check; its schema has validated them. */
export function optionsOf({ args, columnType }: Pick<Check, 'args' | 'columnType'>): Options {
  const method = args['method'] as Method;
  const categorical = isCategorical(args, columnType);
  const { bins } = args;
  const usual = categorical ? CATEGORIES : isOrdered(method) ? 100 : 10;
  return {
    method,
    bins: typeof bins === 'number' ? bins : usual,
    onPValue: args['limitOn'] === 'pValue',
    categorical,
  };
}

/** Texts and booleans have values; numbers have ranges, and so has a column without a declared type, as long as no values are declared. */
function isCategorical(args: JsonObject, type: Check['columnType']): boolean {
  const declared = declaredOf(args);
  if (declared !== null) return Array.isArray(declared['values']);
  return type !== null && type !== 'number' && type !== 'integer';
}

/** The declared distribution; null where the baseline is another. */
export function declaredOf(args: JsonObject): JsonObject | null {
  const { baseline } = args;
  const declared = isObject(baseline) ? baseline['declared'] : undefined;
  return isObject(declared) ? declared : null;
}

/** Types that have neither ranges of numbers nor few values. */
const NO_BINS = ['date', 'timestamp', 'time', 'object', 'array'];

/** Methods, columns and declared shares that do not fit together. */
export function distributionFaults(
  args: JsonObject,
  check: Pick<Check, 'columnType'>,
): readonly OptionFault[] {
  const { method, onPValue, categorical } = optionsOf({ args, columnType: check.columnType });
  const faults: OptionFault[] = [...baselineFaults(args)];
  if (check.columnType !== null && NO_BINS.includes(check.columnType))
    faults.push(
      optionFault(
        '/method',
        `A distribution is compared of numbers, texts or booleans; this column is declared as ${check.columnType}.`,
      ),
    );
  else if (categorical && isOrdered(method))
    faults.push(
      optionFault(
        '/method',
        `${method} needs an order of values, so a column of numbers.`,
        'Use psi or totalVariation.',
      ),
    );
  if (onPValue && method !== 'ks' && method !== 'chiSquare')
    faults.push(optionFault('/limitOn', `${method} has no p-value.`, 'ks and chiSquare have one.'));
  const declared = declaredOf(args);
  return declared === null ? faults : [...faults, ...declaredFaults(declared, method)];
}

/** How far declared shares may be from a sum of 1. */
const SLACK = 0.001;

function declaredFaults(declared: JsonObject, method: Method): readonly OptionFault[] {
  const [bins, values, shares] = ['bins', 'values', 'shares'].map((key) => numbersOf(declared[key]));
  const faults: OptionFault[] = [];
  const at = '/baseline/declared';
  const due = Array.isArray(declared['values']) ? (values?.length ?? 0) : (bins?.length ?? 0) - 1;
  if (shares?.length !== due)
    faults.push(
      optionFault(
        `${at}/shares`,
        `There are ${String(shares?.length ?? 0)} shares for ${String(due)} bins.`,
        'Give one share a bin, or a value.',
      ),
    );
  if (bins !== undefined && bins.some((edge, index) => index > 0 && edge <= (bins[index - 1] ?? edge)))
    faults.push(optionFault(`${at}/bins`, 'The edges of the bins do not go up.'));
  const sum = [...(shares ?? []), Number(declared['other'] ?? 0), Number(declared['null'] ?? 0)].reduce(
    (a, b) => a + b,
    0,
  );
  if (Math.abs(sum - 1) > SLACK)
    faults.push(
      optionFault(
        `${at}/shares`,
        `The shares, with \`other\` and \`null\`, add up to ${String(Number(sum.toPrecision(6)))}, not to 1.`,
      ),
    );
  if (method === 'wasserstein' && Number(declared['other'] ?? 0) > 0)
    faults.push(optionFault(`${at}/other`, 'wasserstein needs a place for every value: `other` has none.'));
  return faults;
}

/** A list as numbers; NaN for what is none (values may be texts: only their number counts). */
export const numbersOf = (list: unknown): number[] => (Array.isArray(list) ? list.map(Number) : []);
