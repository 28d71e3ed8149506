/** The data of the sample project: 400 orders of a shop that does not exist, the same each time. */

const STATUS = ['open', 'paid', 'paid', 'shipped', 'shipped', 'shipped', 'returned'];
const CURRENCY = ['EUR', 'EUR', 'EUR', 'USD', 'GBP'];
const ROWS = 400;
const FIRST = Date.UTC(2026, 0, 5, 8);
const STEP_MS = 97 * 60_000;

/** CSV: order_id, customer_id, placed_at, status, amount, currency, coupon. */
export function sampleOrders(): string {
  const next = pseudoRandom(20_260_105);
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)] ?? '';
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const amount = (5 + next() ** 2 * 180).toFixed(2);
    const coupon = next() < 0.1 ? `SAVE${(1 + Math.floor(next() * 3)) * 5}` : '';
    const placed = new Date(FIRST + at * STEP_MS).toISOString().replace('.000Z', 'Z');
    const customer = `C-${String(1 + Math.floor(next() * 90)).padStart(4, '0')}`;
    return [1001 + at, customer, placed, pick(STATUS), amount, pick(CURRENCY), coupon].join(',');
  });
  return ['order_id,customer_id,placed_at,status,amount,currency,coupon', ...rows, ''].join('\n');
}

/** A linear congruential generator (Numerical Recipes, 1992): 0 ≤ x < 1, the same numbers on every machine. */
function pseudoRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
