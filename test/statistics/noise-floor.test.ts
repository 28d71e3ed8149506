import { describe, expect, it } from 'vitest';
import {
  jensenShannon,
  ksDistance,
  psi,
  totalVariation,
  type Counts,
} from '../../src/model/statistics/binned.js';
import {
  CHANCE,
  noiseFloor,
  rowsNeeded,
  type Distance,
  type Pair,
} from '../../src/model/statistics/noise-floor.js';
import { pooledMoments, wasserstein } from '../../src/model/statistics/wasserstein.js';
import { seededRandom, type Random } from '../support/random.js';

const ROUNDS = 3000;

describe('by hand', () => {
  const pair: Pair = {
    base: Array.from({ length: 10 }, () => 10),
    now: Array.from({ length: 10 }, () => 10),
    edges: null,
    stddev: null,
  };

  it('asks of PSI with 10 even bins what χ²(9) at 0.5 % says: 23.589 (1/n + 1/m)', () => {
    expect(noiseFloor('psi', pair, { n: 100, m: 100 })).toBeCloseTo(0.47179, 4);
    expect(rowsNeeded('psi', pair, Number.POSITIVE_INFINITY, 0.2)).toBe(118);
    expect(rowsNeeded('psi', pair, 1000, 0.2)).toBe(134);
  });

  it('adds to PSI what a rare bin brings when it stays empty: 0.01 ln 100 where 2 rows of it are expected', () => {
    const rare: Pair = { base: [99, 1], now: [99, 1], edges: null, stddev: null };
    const [few, many] = [
      noiseFloor('psi', rare, { n: 200, m: 200 }),
      noiseFloor('psi', rare, { n: 600, m: 600 }),
    ];
    expect(few - 3 * many).toBeCloseTo(0.01 * Math.log(100), 6);
  });

  it('says that no sample is large enough where the baseline alone is too small', () => {
    expect(rowsNeeded('psi', pair, 100, 0.2)).toBeNull();
    expect(rowsNeeded('ks', pair, 100, 0)).toBeNull();
  });

  it('asks of KS what the limit distribution says: 1.7308 √((n + m) ÷ nm) at 0.5 %', () => {
    expect(noiseFloor('ks', pair, { n: 50, m: 50 })).toBeCloseTo(1.7308 / 5, 4);
  });
});

/** Two samples of one distribution over the given shares, binned. */
function draw(random: Random, shares: Counts, size: number): number[] {
  const counts = shares.map(() => 0);
  for (let row = 0; row < size; row += 1) {
    let left = random.uniform();
    const bin = shares.findIndex((share) => (left -= share) < 0);
    counts[bin === -1 ? shares.length - 1 : bin] = (counts[bin === -1 ? shares.length - 1 : bin] ?? 0) + 1;
  }
  return counts;
}

const EVEN = Array.from({ length: 10 }, () => 0.1);
const SKEWED = [0.5, 0.25, 0.12, 0.06, 0.03, 0.02, 0.01, 0.005, 0.004, 0.001];
const DISTANCES: Readonly<Record<Exclude<Distance, 'wasserstein'>, (base: Counts, now: Counts) => number>> = {
  psi,
  jensenShannon,
  totalVariation,
  ks: ksDistance,
};

describe('simulations: equal samples exceed the floor at most 1 time in 100', () => {
  it.each(
    Object.entries(DISTANCES).flatMap(([name, distance]) =>
      (
        [
          ['even', EVEN],
          ['skewed', SKEWED],
        ] as const
      ).map(([shape, shares]) => [name, shape, distance, shares] as const),
    ),
  )('%s, %s', (name, _shape, distance, shares) => {
    const random = seededRandom(5);
    let over = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const pair = {
        base: draw(random, shares, 400),
        now: draw(random, shares, 250),
        edges: null,
        stddev: null,
      };
      const floor = noiseFloor(name as Distance, pair, { n: 250, m: 400 });
      if (distance(pair.base, pair.now) > floor) over += 1;
    }
    expect(over / ROUNDS).toBeLessThanOrEqual(CHANCE);
  });

  it('wasserstein, on 40 bins of a normal and of an exponential column', () => {
    const random = seededRandom(6);
    for (const value of [random.normal, () => -Math.log(1 - random.uniform())]) {
      const edges = Array.from({ length: 41 }, (_, index) => -4 + 0.25 * index);
      let over = 0;
      for (let round = 0; round < 1000; round += 1) {
        const [base, now] = [sample(300, value, edges), sample(200, value, edges)];
        const stddev = base.moments.stddev;
        const floor = noiseFloor(
          'wasserstein',
          { base: base.counts, now: now.counts, edges, stddev },
          { n: 200, m: 300 },
        );
        const apart =
          wasserstein(edges, base.counts, now.counts, now.moments.mean - base.moments.mean) / stddev;
        if (apart > floor) over += 1;
      }
      expect(over / 1000).toBeLessThanOrEqual(0.01);
    }
  });
});

function sample(size: number, value: () => number, edges: readonly number[]) {
  const values = Array.from({ length: size }, value);
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  for (const one of values) {
    const bin = edges.findIndex((edge) => one < edge);
    const index = bin === -1 ? edges.length : bin;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const moments = pooledMoments(values.map((one) => ({ n: 1, mean: one, stddev: 0 })));
  if (moments === null) throw new Error('no values');
  return { counts, moments };
}

describe('simulations: PSI at its recommended limit of 0.2', () => {
  it('trips at most 1 time in 100 on equal samples of the smallest size that is judged', () => {
    const random = seededRandom(7);
    for (const shares of [EVEN, SKEWED]) {
      const ideal = { base: shares, now: shares, edges: null, stddev: null };
      const size = rowsNeeded('psi', ideal, 500, 0.2) ?? 0;
      let trips = 0;
      for (let round = 0; round < ROUNDS; round += 1)
        if (psi(draw(random, shares, 500), draw(random, shares, size)) >= 0.2) trips += 1;
      expect(trips / ROUNDS).toBeLessThanOrEqual(0.01);
    }
  });
});
