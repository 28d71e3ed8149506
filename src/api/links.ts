/** Addresses of the API as they are answered: relative to the host, below the path of the public address where that has one. */

/** Fills the places of a path: `link('/v1/runs/{id}', id)`. */
export type Link = (pattern: string, ...values: readonly string[]) => string;

/** @param publicUrl where people reach the service; null: at the root of its own address */
export function linker(publicUrl: string | null): Link {
  const base = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '');
  return (pattern, ...values) => `${base}${filled(pattern, values)}`;
}

function filled(pattern: string, values: readonly string[]): string {
  let place = 0;
  return pattern.replace(/\{\w+\}/g, () => {
    const value = values[place] ?? '';
    place += 1;
    // Half a surrogate pair has no UTF-8.
    return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
  });
}
