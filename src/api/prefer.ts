/** How long a caller will wait for an answer: `Prefer: wait=N` as of RFC 7240, or a parameter. */

export interface Wait {
  readonly waitMs: number;
  /** For `Preference-Applied`; null: no preference was stated, or none that we know. */
  readonly applied: string | null;
}

/** Longer than this holds a connection for nothing: proxies begin to cut it. */
const LONGEST_SECONDS = 60;

/**
 * @param header `Prefer`, as it came; what can not be understood in it is passed over
 * @param otherwise seconds, where the caller states nothing
 */
export function waitOf(header: string | undefined, otherwise: number): Wait {
  for (const part of (header ?? '').slice(0, 1000).split(',')) {
    const [preference = ''] = part.split(';');
    const [name = '', value = ''] = preference
      .split('=')
      .map((text) => text.trim().replace(/^"(.*)"$/, '$1'));
    if (name.toLowerCase() === 'respond-async') return { waitMs: 0, applied: 'respond-async' };
    if (name.toLowerCase() !== 'wait' || !/^\d{1,9}$/.test(value)) continue;
    const seconds = Math.min(Number(value), LONGEST_SECONDS);
    return { waitMs: seconds * 1000, applied: `wait=${seconds}` };
  }
  return { waitMs: Math.min(otherwise, LONGEST_SECONDS) * 1000, applied: null };
}
