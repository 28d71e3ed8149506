/** Distributions against published tables: NIST/SEMATECH e-Handbook of Statistical Methods 1.3.6.7.2 (t) and 1.3.6.7.4 (chi-square), Smirnov's table (Kolmogorov). */
import { describe, expect, it } from 'vitest';
import { chiSquareCritical, chiSquareUpper } from '../../src/model/statistics/chi-square.js';
import { kolmogorovCritical, kolmogorovUpper, ksPValue } from '../../src/model/statistics/kolmogorov.js';
import { normalUpper } from '../../src/model/statistics/normal.js';
import { studentCritical, studentUpper } from '../../src/model/statistics/student-t.js';

describe('chi-square', () => {
  it.each([
    [1, 0.05, 3.841],
    [1, 0.01, 6.635],
    [2, 0.1, 4.605],
    [9, 0.05, 16.919],
    [9, 0.01, 21.666],
    [10, 0.001, 29.588],
    [30, 0.05, 43.773],
    [100, 0.01, 135.807],
  ])('df %d is exceeded with probability %d at %d', (df, p, x) => {
    expect(chiSquareCritical(p, df)).toBeCloseTo(x, 3);
    expect(chiSquareUpper(x, df)).toBeCloseTo(p, 4);
  });

  it('is an exponential at two degrees of freedom', () => {
    expect(chiSquareUpper(7, 2)).toBeCloseTo(Math.exp(-3.5), 12);
  });
});

describe("Student's t", () => {
  it.each([
    [1, 0.05, 6.314],
    [1, 0.005, 63.657],
    [2, 0.025, 4.303],
    [5, 0.01, 3.365],
    [13, 0.025, 2.16],
    [13, 0.005, 3.012],
    [30, 0.001, 3.385],
    [100, 0.05, 1.66],
  ])('df %d is exceeded with probability %d at %d', (df, p, t) => {
    expect(studentCritical(p, df)).toBeCloseTo(t, 3);
  });

  it('is a Cauchy distribution at one degree of freedom', () => {
    expect(studentUpper(1, 1)).toBeCloseTo(0.25, 12);
  });
});

describe('the normal tail', () => {
  it.each([
    [0, 0.5],
    [1.96, 0.025],
    [2.3263, 0.01],
    [-1.6449, 0.95],
    [3, 0.00135],
  ])('P(Z > %d) is %d', (z, p) => {
    expect(normalUpper(z)).toBeCloseTo(p, 5);
  });

  it('keeps its digits far out', () => {
    expect(normalUpper(6) / 9.865876e-10).toBeCloseTo(1, 5);
  });
});

describe('Kolmogorov', () => {
  it.each([
    [0.2, 1.0728],
    [0.1, 1.2238],
    [0.05, 1.3581],
    [0.02, 1.5174],
    [0.01, 1.6276],
  ])('is exceeded with probability %d at %d', (p, x) => {
    expect(kolmogorovCritical(p)).toBeCloseTo(x, 3);
  });

  it('joins its two forms without a step', () => {
    expect(kolmogorovUpper(1.18 - 1e-9)).toBeCloseTo(kolmogorovUpper(1.18 + 1e-9), 8);
  });

  it('gives large-sample critical distances a p-value near their level: 1.3581 √((n + m) ÷ nm) at 5 %', () => {
    expect(ksPValue(1.3581 * Math.sqrt(2 / 10_000), 10_000, 10_000)).toBeCloseTo(0.05, 2);
    expect(ksPValue(0.5, 10, Number.POSITIVE_INFINITY)).toBeLessThan(0.02);
  });
});
