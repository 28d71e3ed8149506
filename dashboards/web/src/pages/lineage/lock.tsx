/** A lock: nothing new may pass here. The words stand beside it. */

/** In a box of 16 × 16. */
export const LOCK_PATH =
  'M8 1a3.5 3.5 0 0 0-3.5 3.5V7H4a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V8a1 1 0 0 0-1-1h-.5V4.5A3.5 3.5 0 0 0 8 1Zm-2 6V4.5a2 2 0 1 1 4 0V7Z';

export function Lock() {
  return (
    <svg
      width={14}
      height={14}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      style={{ color: 'var(--assay-fail)', flex: 'none', verticalAlign: '-0.125em' }}
    >
      <path d={LOCK_PATH} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
