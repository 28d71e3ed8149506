/** A batch in few words. */

/** `day=2001-06-30`; null is the whole dataset. */
export function batchText(batch: Readonly<Record<string, string>> | null): string {
  if (batch === null) return 'whole dataset';
  return Object.entries(batch)
    .map(([column, value]) => `${column}=${value}`)
    .join(', ');
}
