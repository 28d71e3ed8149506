import { describe, expect, it } from 'vitest';
import { fitGroups, fitMean, fitScreened, screened } from '../../src/model/statistics/fit-series.js';
import {
  fitsRatios,
  joinedInterval,
  predictionInterval,
  type Fitter,
} from '../../src/model/statistics/prediction-interval.js';
import { normalUpper } from '../../src/model/statistics/normal.js';
import { seededRandom } from '../support/random.js';

/** The default of the anomaly kind. */
const SENSITIVITY = 2.9;
const ROUNDS = 5000;

describe('fits by hand', () => {
  it("is Student's interval: values 1, 2, 3 with share 10 % lie in 2 ± 2.920 · 1 · √(4/3)", () => {
    const z = 1.6448536;
    expect(2 * normalUpper(z)).toBeCloseTo(0.1, 6);
    const [low, high] = predictionInterval(fitMean([1, 2, 3]), z);
    expect(low).toBeCloseTo(2 - 3.3717, 3);
    expect(high).toBeCloseTo(2 + 3.3717, 3);
  });

  it('leaves out what lies far from the median, and nothing where most values are equal', () => {
    expect(screened([10, 11, 9, 10, 12, 8, 10, 11, 9, 500])).toEqual([10, 11, 9, 10, 12, 8, 10, 11, 9]);
    expect(screened([5, 5, 5, 5, 6])).toEqual([5, 5, 5, 5, 6]);
  });

  it('takes one mean a group and one spread for all: squares 2 + 2 over 4 − 2 degrees of freedom', () => {
    expect(fitGroups([1, 1, 2, 2], 2)([10, 12, 100, 102])).toEqual({
      centre: 101,
      spread: Math.SQRT2,
      df: 2,
      n: 2,
    });
  });

  it('lets a constant series move by a percent, not by five', () => {
    const [low, high] = joinedInterval(
      Array.from({ length: 14 }, () => 1000),
      fitMean,
      SENSITIVITY,
    );
    expect(low).toBeLessThan(990);
    expect(low).toBeGreaterThan(950);
    expect(high).toBeGreaterThan(1010);
    expect(high).toBeLessThan(1050);
  });
});

/** The share of rounds in which the next value of a series without drift leaves the interval. */
function tripShare(draw: () => number, fitter: Fitter, n: number): number {
  let trips = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [low, high] = joinedInterval(Array.from({ length: n }, draw), fitter, SENSITIVITY);
    const next = draw();
    if (next < low || next > high) trips += 1;
  }
  return trips / ROUNDS;
}

/** The share of halved days that are caught after n days of 1000 rows with a relative noise. */
function caughtShare(fitter: Fitter, n: number, noise: number, spoiled: boolean): number {
  const random = seededRandom(99);
  const draw = (): number => 1000 * (1 + noise * random.normal());
  let caught = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const history = Array.from({ length: n }, draw);
    if (spoiled) history[3] = 30;
    const [low, high] = joinedInterval(history, fitter, SENSITIVITY);
    const next = draw() / 2;
    if (next < low || next > high) caught += 1;
  }
  return caught / ROUNDS;
}

describe('simulations: without drift at most 1 run in 100 trips', () => {
  const random = seededRandom(1);
  const series: readonly (readonly [string, () => number])[] = [
    ['normal about 0', () => random.normal()],
    ['normal, noise 5 %', () => 1000 * (1 + 0.05 * random.normal())],
    ['normal, noise 15 %', () => 1000 * (1 + 0.15 * random.normal())],
    ['normal, noise 25 %', () => 1000 * (1 + 0.25 * random.normal())],
    ['Poisson, mean 5', () => random.poisson(5)],
    ['Poisson, mean 50', () => random.poisson(50)],
    ['Poisson, mean 10000', () => random.poisson(10_000)],
    ['log-normal, σ 0.1', () => Math.exp(0.1 * random.normal())],
    ['log-normal, σ 0.5', () => Math.exp(0.5 * random.normal())],
    ['log-normal, σ 1', () => Math.exp(random.normal())],
  ];
  it.each(series)('%s', (_, draw) => {
    for (const n of [7, 14, 30, 60])
      for (const fitter of [fitMean, fitScreened])
        expect(tripShare(draw, fitter, n)).toBeLessThanOrEqual(0.01);
  });
});

describe('simulations: half the volume after 14 noisy days is caught at least 95 times in 100', () => {
  it.each([0.05, 0.08, 0.1])('noise %d', (noise) => {
    expect(caughtShare(fitMean, 14, noise, false)).toBeGreaterThanOrEqual(0.95);
    expect(caughtShare(fitScreened, 14, noise, false)).toBeGreaterThanOrEqual(0.95);
  });

  it('an outlier in the history blinds the mean, not the screened fit', () => {
    expect(caughtShare(fitMean, 14, 0.08, true)).toBeLessThan(0.2);
    expect(caughtShare(fitScreened, 14, 0.08, true)).toBeGreaterThanOrEqual(0.95);
  });
});

describe('simulations: a week with a quiet end', () => {
  const seasonal = (values: readonly number[], fitter: Fitter): readonly [number, number] =>
    joinedInterval(values, fitter, SENSITIVITY, fitsRatios(values, fitter));
  const week = [100, 104, 98, 102, 110, 55, 45];
  const caught = (n: number, noise: number, factor: number, additive: boolean): number => {
    const random = seededRandom(n);
    const draw = (day: number): number =>
      additive
        ? (week[day % 7] ?? 0) + 100 * noise * random.normal()
        : (week[day % 7] ?? 0) * Math.exp(noise * random.normal());
    let out = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const today = n + (round % 7);
      const days = Array.from({ length: n }, (_, index) => today - n + index);
      const fitter = fitGroups(
        days.map((day) => day % 7),
        today % 7,
      );
      const [low, high] = seasonal(days.map(draw), fitter);
      const next = draw(today) * factor;
      if (next < low || next > high) out += 1;
    }
    return out / ROUNDS;
  };

  it('does not trip by the season itself', () => {
    for (const n of [21, 28, 60])
      for (const noise of [0.03, 0.1]) expect(caught(n, noise, 1, false)).toBeLessThanOrEqual(0.01);
    for (const n of [21, 28, 60]) expect(caught(n, 0.05, 1, true)).toBeLessThanOrEqual(0.01);
  });

  it('catches half of what a weekday should bring', () => {
    expect(caught(28, 0.1, 0.5, false)).toBeGreaterThanOrEqual(0.95);
  });
});
