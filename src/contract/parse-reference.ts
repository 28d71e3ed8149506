/** The two notations of a reference to a column, taken apart. */

export type Reference =
  /** `table.column`. */
  | { readonly form: 'short'; readonly dataset: string; readonly column: string }
  /** `other.yaml#schema/orders/properties/id`: ids (or names); `file` is null for the own contract. */
  | {
      readonly form: 'full';
      readonly file: string | null;
      readonly dataset: string;
      readonly columns: readonly string[];
    };

/** Null for a text that is neither; the schema refuses most of those, but not `foo/bar`. */
export function parseReference(text: string): Reference | null {
  const hash = text.indexOf('#');
  const file = hash < 0 ? null : text.slice(0, hash);
  const path = text.slice(hash + 1).replace(/^\//, '');
  if (!path.includes('/')) return hash < 0 ? parseShort(path) : null;
  const steps = path.split('/');
  const words = steps.filter((_, i) => i % 2 === 0);
  const [dataset, ...columns] = steps.filter((_, i) => i % 2 === 1);
  const isPath = words.every((word, i) => word === (i === 0 ? 'schema' : 'properties'));
  if (!isPath || steps.length % 2 === 1 || dataset === undefined || columns.length === 0) return null;
  return { form: 'full', file, dataset, columns };
}

function parseShort(text: string): Reference | null {
  const [dataset, column, ...more] = text.split('.');
  if (dataset === undefined || column === undefined || more.length > 0) return null;
  return { form: 'short', dataset, column };
}
