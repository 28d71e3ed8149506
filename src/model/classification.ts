/** Classifications of columns: whose values may be shown and kept. */

/** True for a column that is known to be public: it has no classification (null), or `public`. Not known (undefined): false. */
export function isPublic(classification: string | null | undefined): boolean {
  return classification === null || classification?.trim().toLowerCase() === 'public';
}
