/** Distances against published examples: documentation of scipy (1.11) and R (chisq.test; Agresti, 2007), and by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquareTest,
  jensenShannon,
  ksDistance,
  psi,
  totalVariation,
  usedBins,
} from '../../src/model/statistics/binned.js';
import { pooledMoments, wasserstein } from '../../src/model/statistics/wasserstein.js';
import { ksPValue } from '../../src/model/statistics/kolmogorov.js';

describe('PSI', () => {
  it('sums (q − p) ln(q ÷ p): 0.5, 0.5 against 0.75, 0.25 is ¼ ln 3', () => {
    expect(psi([50, 50], [75, 25])).toBeCloseTo(0.25 * Math.log(3), 12);
  });

  it('is 0.0446 for income bands of 40, 30, 30 % that become 35, 25, 40 % (a worked example of GeeksforGeeks)', () => {
    expect(psi([40, 30, 30], [35, 25, 40])).toBeCloseTo(0.0446, 4);
  });

  it('counts an empty bin as a share of 0.0001', () => {
    const emptied = (0.0001 - 0.5) * Math.log(0.0001 / 0.5) + (1 - 0.5) * Math.log(1 / 0.5);
    expect(psi([50, 50], [0, 100])).toBeCloseTo(emptied, 12);
    expect(psi([50, 50, 0], [50, 50, 0])).toBe(0);
  });
});

describe('Jensen–Shannon', () => {
  it.each([
    [[1, 0, 0], [0, 1, 0], 1],
    [[1, 0], [0.5, 0.5], 0.46450140402245893 / Math.sqrt(Math.LN2)],
    [[1, 0, 0], [1, 0, 0], 0],
  ])('of %j and %j is %d (scipy.spatial.distance.jensenshannon, base 2)', (p, q, distance) => {
    expect(jensenShannon(p, q)).toBeCloseTo(distance, 12);
  });
});

describe('chi-square tests', () => {
  it('of two samples: party by gender, X² = 30.07, 2 degrees of freedom, p = 2.954e-07 (R, chisq.test)', () => {
    const result = chiSquareTest([762, 327, 468], [484, 239, 477], false);
    expect(result?.statistic).toBeCloseTo(30.07, 2);
    expect(result?.df).toBe(2);
    expect((result?.pValue ?? 0) / 2.954e-7).toBeCloseTo(1, 3);
  });

  it('of one sample and equal shares: X² = 2.0, p = 0.849145 (scipy.stats.chisquare)', () => {
    const result = chiSquareTest([1, 1, 1, 1, 1, 1], [16, 18, 16, 14, 12, 12], true);
    expect(result?.statistic).toBeCloseTo(2, 12);
    expect(result?.pValue).toBeCloseTo(0.84914503608460956, 10);
  });

  it('of one sample and declared shares: X² = 9.9901, p = 0.04059 (R, chisq.test with rescale.p)', () => {
    const result = chiSquareTest([40, 20, 20, 15, 5], [89, 37, 30, 28, 2], true);
    expect(result?.statistic).toBeCloseTo(9.9901, 4);
    expect(result?.pValue).toBeCloseTo(0.04059, 5);
  });

  it('pools what is too rare, and says nothing where one bin is left', () => {
    expect(chiSquareTest([50, 48, 2, 1], [50, 50, 1, 0], true)).toMatchObject({ df: 1, pooled: 2 });
    expect(chiSquareTest([3, 2], [2, 3], true)).toBeNull();
    expect(chiSquareTest([100], [100], false)).toBeNull();
  });
});

describe('Kolmogorov–Smirnov and total variation', () => {
  it('is the largest gap of the cumulated shares: 0.2 after the first bin of three', () => {
    expect(ksDistance([5, 3, 2], [3, 5, 2])).toBeCloseTo(0.2, 12);
    expect(totalVariation([5, 3, 2], [3, 5, 2])).toBeCloseTo(0.2, 12);
    expect(totalVariation([1, 0, 0], [0, 0, 1])).toBe(1);
  });

  it('is significant at 1 % where D exceeds 1.628 √((n + m) ÷ nm)', () => {
    const critical = 1.628 * Math.sqrt(2 / 1000);
    expect(ksPValue(critical * 1.02, 1000, 1000)).toBeLessThan(0.01);
    expect(ksPValue(critical * 0.97, 1000, 1000)).toBeGreaterThan(0.01);
  });
});

describe('Wasserstein', () => {
  const thin = 1e-9;
  it('of weights 3, 1 and 2, 2 at 0 and 1 is 0.25 (scipy.stats.wasserstein_distance)', () => {
    expect(wasserstein([0, thin, 1, 1 + thin], [0, 3, 0, 1, 0], [0, 2, 0, 2, 0], null)).toBeCloseTo(0.25, 6);
  });

  it('of 0, 1, 3 and 5, 6, 8 is 5 (scipy.stats.wasserstein_distance)', () => {
    const edges = [0, 1, 3, 5, 6, 8].flatMap((value) => [value, value + thin]);
    const counts = (of: readonly number[]): number[] => [
      0,
      ...edges.map((edge) => (of.includes(edge) ? 1 : 0)),
    ];
    expect(wasserstein(edges, counts([0, 1, 3]), counts([5, 6, 8]), null)).toBeCloseTo(5, 6);
  });

  it('is at least the difference of the means, also where all lies beyond the edges', () => {
    expect(wasserstein([0, 1], [0, 10, 0], [0, 0, 10], 7)).toBe(7);
  });

  it('puts moments of samples together as if they were one: 1, 2 and 3, 4, 5', () => {
    const pooled = pooledMoments([
      { n: 2, mean: 1.5, stddev: Math.sqrt(0.5) },
      { n: 3, mean: 4, stddev: 1 },
    ]);
    expect(pooled?.mean).toBeCloseTo(3, 12);
    expect(pooled?.stddev).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(pooledMoments([])).toBeNull();
  });
});

describe('laws of every distance', () => {
  const counts = fc
    .array(fc.nat({ max: 1000 }), { minLength: 4, maxLength: 4 })
    .filter((all) => all.some((count) => count > 0));
  const distances = [psi, jensenShannon, totalVariation, ksDistance] as const;

  it('is 0 for equal shares, never negative, and the same both ways', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        for (const distance of distances) {
          expect(
            distance(
              a,
              a.map((count) => 3 * count),
            ),
          ).toBeCloseTo(0, 6);
          expect(distance(a, b)).toBeGreaterThanOrEqual(0);
          expect(distance(a, b)).toBeCloseTo(distance(b, a), 9);
        }
        expect(usedBins(a, b)).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps its order: KS is at most total variation, and that at most the Jensen–Shannon bound √2 · distance', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(ksDistance(a, b)).toBeLessThanOrEqual(totalVariation(a, b) + 1e-9);
        expect(jensenShannon(a, b) ** 2).toBeLessThanOrEqual(totalVariation(a, b) + 1e-9);
      }),
    );
  });
});
