/** References within one JSON Schema document. Nothing is ever fetched: what lies elsewhere is not carried. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';

/** A schema and where it stands (JSON pointer). */
export interface At {
  readonly schema: Json;
  readonly path: string;
}

/** What a reference leads to; a text says why it leads nowhere. */
export type Resolve = (reference: string) => At | string;

const MOST_ANCHORS = 10_000;

/** @param root the whole document */
export function resolver(root: Json): Resolve {
  const anchors = anchorsOf(root);
  const own = isObject(root) ? (root['$id'] ?? root['id']) : undefined;
  return (reference) => {
    const local =
      typeof own === 'string' && own !== '' && reference.startsWith(`${own}#`)
        ? reference.slice(own.length)
        : reference;
    if (local === '#') return { schema: root, path: '' };
    if (local.startsWith('#/')) return pointed(root, local.slice(1));
    const found = anchors.get(local);
    if (found !== undefined) return found;
    return local.startsWith('#')
      ? `nothing in the file is called ${local}`
      : 'it lies in another file, and nothing is fetched: put it under `$defs` of this one';
  };
}

function pointed(root: Json, pointer: string): At | string {
  let node: Json | undefined = root;
  for (const part of pointer.slice(1).split('/')) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(node)) node = (node as readonly Json[])[Number(key)];
    else node = isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
    if (node === undefined) return `nothing in the file stands at #${pointer}`;
  }
  return { schema: node, path: pointer };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `$anchor` of newer drafts, `$id: "#name"` of older ones. */
function anchorsOf(root: Json): ReadonlyMap<string, At> {
  const found = new Map<string, At>();
  const open: At[] = [{ schema: root, path: '' }];
  for (let seen = 0; seen < MOST_ANCHORS; seen += 1) {
    const at = open.pop();
    if (at === undefined) break;
    const { schema, path } = at;
    if (isObject(schema)) {
      const { $anchor, $id } = schema;
      if (typeof $anchor === 'string') found.set(`#${$anchor}`, at);
      if (typeof $id === 'string' && $id.startsWith('#')) found.set($id, at);
    }
    if (typeof schema !== 'object' || schema === null) continue;
    for (const [key, inner] of Object.entries(schema as JsonObject))
      open.push({ schema: inner ?? null, path: within(path, key) });
  }
  return found;
}

/** A pointer one step deeper. */
export const within = (path: string, ...keys: readonly string[]): string =>
  [path, ...keys.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
