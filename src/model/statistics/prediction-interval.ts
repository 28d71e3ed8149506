/** Where the next value of a series should lie, judged by earlier values alone. */
import { normalUpper } from './normal.js';
import { studentCritical } from './student-t.js';

/** What a series tells of its next value, on one scale. */
export interface Fit {
  readonly centre: number;
  /** Standard deviation of one value about the centre. */
  readonly spread: number;
  /** Degrees of freedom of the spread. */
  readonly df: number;
  /** Values behind the centre. */
  readonly n: number;
}

/** Up to this spread of the logarithms (about the spread ÷ mean), a series of positive values is judged by ratios downwards. */
const STEADY = 0.16;
/** The least spread that is believed, as a part of the expected value: a constant series may still move a little. */
const LEAST_SPREAD = 0.005;

/**
 * The interval that the next value of a normal series falls into but for a share of `2 P(Z > sensitivity)`:
 * centre ± t(1 − share ÷ 2, df) · spread · √(1 + 1/n) (Student's prediction interval for one new observation: NIST/SEMATECH
 * e-Handbook 7.2.2 gives the t quantiles; Hahn and Meeker, "Statistical Intervals", 2.2.3 the form). It widens by itself where history is short.
 */
export function predictionInterval(fit: Fit, sensitivity: number): readonly [number, number] {
  const reach = studentCritical(normalUpper(sensitivity), fit.df) * fit.spread * Math.sqrt(1 + 1 / fit.n);
  return [fit.centre - reach, fit.centre + reach];
}

/** Fits a series on the scale that it is given on. */
export type Fitter = (values: readonly number[]) => Fit;

/**
 * The interval on both scales, linear and (where all values are positive) logarithmic, joined so that neither a normal nor a log-normal series
 * trips it: upwards the wider of the two; downwards the ratio scale for a steady series, where halving stands out, else the wider. `ratios`
 * false: the wider always.
 */
export function joinedInterval(
  values: readonly number[],
  fitter: Fitter,
  sensitivity: number,
  ratios = true,
): readonly [number, number] {
  const linear = widened(fitter(values));
  const [low, high] = predictionInterval(linear, sensitivity);
  if (values.some((value) => value <= 0)) return [low, high];
  const log = fitter(values.map(Math.log));
  const [logLow, logHigh] = predictionInterval(
    { ...log, spread: Math.max(log.spread, LEAST_SPREAD) },
    sensitivity,
  );
  const steady = ratios && log.spread <= STEADY;
  return [steady ? Math.exp(logLow) : Math.min(low, Math.exp(logLow)), Math.max(high, Math.exp(logHigh))];
}

function widened(fit: Fit): Fit {
  return { ...fit, spread: Math.max(fit.spread, LEAST_SPREAD * Math.abs(fit.centre)) };
}

/**
 * True where the logarithms of a positive series fit a normal model better than the values themselves: the profile likelihoods of Box and Cox (1964) at
 * λ = 0 and λ = 1. Where groups have means far apart this tells noise that grows with the mean from noise that does not.
 */
export function fitsRatios(values: readonly number[], fitter: Fitter): boolean {
  if (values.some((value) => value <= 0)) return false;
  const logs = values.map(Math.log);
  const meanLog = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return fitter(logs).spread * Math.exp(meanLog) < fitter(values).spread;
}
