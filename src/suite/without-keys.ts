/** A record less some of its keys. */

export function withoutKeys<T extends object, K extends keyof T & string>(
  record: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const left = Object.entries(record).filter(([key]) => !keys.some((each) => each === key));
  // What was filtered is what the type leaves out.
  return Object.fromEntries(left) as Omit<T, K>;
}
