/** YAML nodes → plain JSON with the offset of every node; what JSON can not hold is a fault, never a guess. */
import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import { isNumeric } from '../model/exact.js';
import type { Json } from '../model/json.js';
import { exactText } from './exact-text.js';
import { pointer } from './pointer.js';
import type { Span } from './places.js';

/** A mistake at an offset; the caller turns it into a fault with line and column. */
export interface YamlMistake {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
  readonly path: string;
}

export interface JsonTree {
  readonly value: Json;
  readonly spans: ReadonlyMap<string, Span>;
  /** Numbers that a double can not hold, by pointer, as exact decimal text. */
  readonly exact: ReadonlyMap<string, string>;
  readonly mistakes: readonly YamlMistake[];
}

/** Aliases count as often as they are used: a small file must not become a large document. */
const MOST_NODES = 250_000;
const DEEPEST = 64;

/** Walks a parsed document. `contents` may be null (an empty document). */
export function yamlToJson(contents: Node | null): JsonTree {
  const walk = new Walk();
  const value = contents === null ? null : walk.read(contents, '', 0, 0, 0);
  return { value, spans: walk.spans, exact: walk.exact, mistakes: walk.mistakes };
}

/** The state of one walk: what was seen, and what is open (to notice an alias that contains itself). */
class Walk {
  readonly spans = new Map<string, Span>();
  readonly exact = new Map<string, string>();
  readonly mistakes: YamlMistake[] = [];
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #nodes = 0;
  #stopped = false;

  /** `key` and `from`: offsets of the key, and of the place that stands for a node without a range. */
  read(node: Node, path: string, key: number, from: number, depth: number): Json {
    const offset = rangeStart(node) ?? from;
    if (!this.#admits(node, path, offset, depth)) return null;
    this.spans.set(path, { key, value: offset });
    if (isAlias(node)) return this.#alias(node.source, path, key, offset, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    this.#open.add(node);
    const value = this.#content(node, path, offset, depth);
    this.#open.delete(node);
    return value;
  }

  #content(node: Node, path: string, offset: number, depth: number): Json {
    if (isScalar(node)) return this.#scalar(node, path, offset);
    if (isMap(node)) return this.#map(node, path, depth);
    if (!isSeq(node)) {
      this.#mistake(
        'bad-value',
        'A contract has only text, numbers, true, false, lists and mappings.',
        path,
        offset,
      );
      return null;
    }
    return node.items.map((item, index) => {
      const at = rangeStart(item) ?? offset;
      return this.read(item as ParsedNode, pointer(path, index), at, at, depth + 1);
    });
  }

  #map(map: YAMLMap, path: string, depth: number): Json {
    const entries: [string, Json][] = [];
    for (const pair of map.items) {
      const key = pair.key as Node;
      const at = rangeStart(key) ?? 0;
      const name = this.#keyName(key, path, at);
      if (name === null) continue;
      const value = pair.value as Node | null;
      entries.push([name, value === null ? null : this.read(value, pointer(path, name), at, at, depth + 1)]);
    }
    return Object.fromEntries(entries);
  }

  #keyName(key: Node, path: string, offset: number): string | null {
    if (!isScalar(key)) {
      this.#mistake('bad-key', 'A key must be plain text.', path, offset);
      return null;
    }
    if (key.value === '<<' && key.type === 'PLAIN') {
      const hint = 'Write the keys out, or use an alias for a whole value.';
      this.#mistake('merge-key', 'YAML 1.2 has no merge key `<<`.', path, offset, hint);
      return null;
    }
    return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
  }

  #scalar(node: Scalar, path: string, offset: number): Json {
    const { value } = node;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value !== 'number') {
      const hint = 'Put it in quotes.';
      this.#mistake('bad-value', 'A contract has only text, numbers, true and false.', path, offset, hint);
      return null;
    }
    if (!isNumeric(value)) {
      this.#mistake('bad-number', 'Infinity and not-a-number are no values of a contract.', path, offset);
      return null;
    }
    const exact = exactText(node.source ?? '', value);
    if (exact !== null) this.exact.set(path, exact);
    return value;
  }

  #alias(name: string, path: string, key: number, offset: number, depth: number): Json {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#mistake('unknown-alias', `No anchor \`&${name}\` stands before this alias.`, path, offset);
      return null;
    }
    if (this.#open.has(target)) {
      this.#mistake('endless-alias', `The alias \`*${name}\` contains itself.`, path, offset);
      return null;
    }
    const value = this.read(target, path, key, offset, depth);
    this.spans.set(path, { key, value: offset });
    return value;
  }

  #admits(node: Node, path: string, offset: number, depth: number): boolean {
    this.#nodes += 1;
    if (this.#stopped) return false;
    if (this.#nodes <= MOST_NODES && depth <= DEEPEST) return true;
    this.#stopped = true;
    const message =
      depth > DEEPEST
        ? `The document is nested more than ${DEEPEST} levels deep.`
        : `The document has more than ${MOST_NODES} values, aliases counted as often as they are used.`;
    this.#mistake('too-large', message, path, offset, isAlias(node) ? 'Use fewer aliases.' : undefined);
    return false;
  }

  #mistake(code: string, message: string, path: string, offset: number, hint?: string): void {
    this.mistakes.push({ code, message, path, offset, ...(hint === undefined ? {} : { hint }) });
  }
}

function rangeStart(node: unknown): number | undefined {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;
}
