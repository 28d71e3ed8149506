/** Signs of verdicts: told apart by shape, so that colour is never needed to read them. */

export type Health = 'pass' | 'warn' | 'fail' | 'unknown' | 'none';

const SHAPES: { readonly [health in Health]: string } = {
  // A disc with a tick, a triangle, a square with a cross, a diamond with a question mark, a ring.
  pass: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.1-4.3 5a.8.8 0 0 1-1.2 0L4.3 9.2l1.1-1.1 1.3 1.4 3.7-4.4Z',
  warn: 'M7.1 1.9 .9 13.2A1.1 1.1 0 0 0 1.9 15h12.2a1.1 1.1 0 0 0 1-1.8L8.9 1.9a1.1 1.1 0 0 0-1.8 0ZM7.2 6h1.6v4.6H7.2Zm0 5.6h1.6v1.6H7.2Z',
  fail: 'M2.5 1.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1Zm2.6 2.4L3.9 5.1 6.8 8l-2.9 2.9 1.2 1.2L8 9.2l2.9 2.9 1.2-1.2L9.2 8l2.9-2.9-1.2-1.2L8 6.8Z',
  unknown:
    'M8 .4 15.6 8 8 15.6.4 8ZM6 6.3h1.4c0-.5.2-.8.7-.8.4 0 .6.2.6.6s-.3.6-.8.9c-.5.4-.7.8-.7 1.7h1.4c0-.5.1-.7.6-1 .6-.4 1-.9 1-1.7 0-1.1-.8-1.8-2.1-1.8C6.7 4.2 6 5 6 6.3Zm1.1 3.4h1.6v1.6H7.1Z',
  none: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm0 1.6a4.9 4.9 0 1 1 0 9.8 4.9 4.9 0 0 1 0-9.8Z',
};

export const HEALTH_WORDS: { readonly [health in Health]: string } = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  unknown: 'unknown',
  none: 'not run',
};

/** Only the sign; the word stands beside it, or in the label of what holds it. */
export function Glyph({ health, size = 14 }: { readonly health: Health; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      style={{ color: `var(--assay-${health})`, flex: 'none', verticalAlign: '-0.125em' }}
    >
      <path d={SHAPES[health]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
