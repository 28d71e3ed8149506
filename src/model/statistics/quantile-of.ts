/** Inverts an upper tail: the value that is exceeded with a given probability. */

/**
 * The x ≥ 0 with `upper(x) = p`, for a continuous upper tail that falls from `upper(0) ≥ p` to 0. By doubling and halving;
 * relative precision about 1e-12.
 */
export function upperQuantile(upper: (x: number) => number, p: number): number {
  let high = 1;
  while (upper(high) > p && high < 1e300) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step += 1) {
    const middle = (low + high) / 2;
    if (upper(middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
