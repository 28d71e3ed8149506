/** Fits of a series for a prediction interval: plain, robust against its own outliers, and by weekday. */
import { mean, median, medianAbsoluteDeviation, sampleStandardDeviation, sum } from 'simple-statistics';
import type { Fit, Fitter } from './prediction-interval.js';
import { studentCritical } from './student-t.js';

/** Mean and standard deviation (n − 1) of all values. */
export const fitMean: Fitter = (values) => ({
  centre: mean([...values]),
  spread: values.length < 2 ? 0 : sampleStandardDeviation([...values]),
  df: values.length - 1,
  n: values.length,
});

/** MAD of a normal sample × this estimates its standard deviation: 1 ÷ Φ⁻¹(¾). */
const MAD_TO_SIGMA = 1.4826;
/** The MAD knows a normal spread as well as a standard deviation of this part of the values would (Rousseeuw and Croux, 1993: 37 %). */
const MAD_EFFICIENCY = 0.37;
/** How often, at most, an innocent value is taken for an outlier, on each side. */
const SCREEN = 0.0025;

/**
 * As `fitMean`, over the values that lie near the median by the MAD: a bad day that slipped into the history neither moves the centre nor widens the
 * interval. The MAD has the finite-sample factor n ÷ (n − 0.8) of Croux and Rousseeuw (1992); the screen is as wide as a MAD of so few
 * values is uncertain. Screening first and then using every innocent value keeps the efficiency that a bare MAD loses.
 */
export const fitScreened: Fitter = (values) => fitMean(screened(values));

/** The values without the outliers among them; all of them where more than half are equal (the MAD is 0 and tells nothing). */
export function screened(values: readonly number[]): readonly number[] {
  const n = values.length;
  const centre = median([...values]);
  const spread = (medianAbsoluteDeviation([...values]) * MAD_TO_SIGMA * n) / (n - 0.8);
  if (!(spread > 0)) return values;
  const reach = studentCritical(SCREEN, MAD_EFFICIENCY * (n - 1)) * Math.sqrt(1 + 1 / n) * spread;
  return values.filter((value) => Math.abs(value - centre) <= reach);
}

/**
 * One mean for each group (a weekday), one spread for all of them: residuals about the group means, n − groups degrees of freedom (the one-way layout:
 * NIST/SEMATECH e-Handbook 7.4.3). The fit is that of `group`, which must be among `groups`; `groups[i]` is the group of `values[i]`.
 */
export function fitGroups(groups: readonly number[], group: number): Fitter {
  return (values): Fit => {
    const members = (of: number): number[] => values.filter((_, index) => groups[index] === of);
    const means = new Map([...new Set(groups)].map((of) => [of, mean(members(of))]));
    const squares = values.map((value, index) => (value - (means.get(groups[index] ?? group) ?? value)) ** 2);
    const df = values.length - means.size;
    return {
      centre: mean(members(group)),
      spread: df < 1 ? 0 : Math.sqrt(sum(squares) / df),
      df,
      n: members(group).length,
    };
  };
}
