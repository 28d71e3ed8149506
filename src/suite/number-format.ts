/** Formats of numbers (`i32`, `u8`, `f32`): the range of values that they can hold, as exact decimals. */

const F32_LARGEST = '340282346638528859811704183484516925440';

/** Smallest and largest value; null for a format that is none of these (`f64` is every double, so it says nothing). */
export function numberRange(format: string): { readonly min: string; readonly max: string } | null {
  if (format === 'f32') return { min: `-${F32_LARGEST}`, max: F32_LARGEST };
  const match = /^([iu])(8|16|32|64|128)$/.exec(format);
  if (match === null) return null;
  const bits = BigInt(match[2] ?? '0');
  if (match[1] === 'u') return { min: '0', max: String(2n ** bits - 1n) };
  return { min: String(-(2n ** (bits - 1n))), max: String(2n ** (bits - 1n) - 1n) };
}
