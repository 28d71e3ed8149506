/** The identity that our own export writes into `$id`. */
import { isObject, type Json } from '../../model/json.js';

export interface UrnParts {
  readonly id: string | null;
  readonly dataset: string | null;
  readonly layer: string | null;
}

/** `urn:assay:<contract>:<version>:<layer>.<dataset>` of a schema's `$id`; nulls for any other. */
export function fromUrn(root: Json): UrnParts {
  const { $id, title } = isObject(root) ? root : {};
  const match = typeof $id === 'string' ? /^urn:assay:([^:]+):[^:]+:([^:]+)$/.exec($id) : null;
  const [id, key] = [decoded(match?.[1]), decoded(match?.[2])];
  if (id === null || key === null) return { id: null, dataset: null, layer: null };
  const name = typeof title === 'string' && (key === title || key.endsWith(`.${title}`)) ? title : key;
  return { id, dataset: name, layer: key === name ? null : key.slice(0, -name.length - 1) };
}

function decoded(part: string | undefined): string | null {
  try {
    return part === undefined ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}
