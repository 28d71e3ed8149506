/** The text of a foreign document → JSON, or every fault of its form. */
import { readDocument } from '../../contract/read-document.js';
import { fault, type Fault, type Outcome } from '../../model/fault.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { withoutKeys } from '../../suite/without-keys.js';
import type { ImportSource } from '../imported.js';

export interface Source {
  readonly value: JsonObject;
  /** 1-based line of a pointer; null where the reader does not tell (large JSON). */
  readonly lineAt: (pointer: string) => number | null;
}

/** Above this size JSON is read without places: a manifest may have hundreds of megabytes. */
const MOST_PLACED = 200_000;
const DEEPEST = 200;

/** Reads YAML or JSON that must be a mapping. @param what the caller expects, for messages: `a dbt manifest` */
export function readSource({ name, text }: ImportSource, what: string): Outcome<Source> {
  const plain = text.replace(/^\uFEFF/, '');
  const isJson = /^\s*\{/.test(plain) && (plain.length > MOST_PLACED || name.toLowerCase().endsWith('.json'));
  const read = isJson ? readJson(plain, name) : readPlaced(plain, name);
  if (!read.ok) return read;
  const { value, lineAt } = read.value;
  if (isObject(value)) return { ok: true, value: { value, lineAt } };
  const message = `${name} is not ${what}: its top level is no mapping.`;
  return {
    ok: false,
    faults: [fault('wrong-format', message, { file: name, line: 1, column: 1, path: '' })],
  };
}

interface Read {
  readonly value: Json;
  readonly lineAt: Source['lineAt'];
}

function readPlaced(text: string, name: string): Outcome<Read> {
  const read = readDocument(text, name.toLowerCase().endsWith('.json') ? `${name}.yaml` : name);
  if (!read.ok) return { ok: false, faults: read.faults.map((one) => ({ ...withoutHint(one), file: name })) };
  const { value, places } = read.value;
  return { ok: true, value: { value, lineAt: (path) => places.at(path).line } };
}

/** The reader's hint for an empty file is about contracts. */
function withoutHint(one: Fault): Fault {
  if (one.code !== 'empty-file') return one;
  return withoutKeys(one, 'hint');
}

function readJson(text: string, name: string): Outcome<Read> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const where = placeOfError(error, text);
    const message = `${name} can not be read as JSON${where === null ? '' : `; the first mistake stands in line ${where.line}`}.`;
    return {
      ok: false,
      faults: [fault('bad-json', message, { file: name, ...(where ?? { line: 1, column: 1 }), path: '' })],
    };
  }
  if (depthOf(value) > DEEPEST) {
    const message = `${name} is nested more than ${DEEPEST} levels deep.`;
    return { ok: false, faults: [fault('too-large', message, { file: name, line: 1, column: 1, path: '' })] };
  }
  return { ok: true, value: { value, lineAt: () => null } };
}

/** Node says `at position 17`, and newer ones the line too; nothing of the text itself is repeated. */
function placeOfError(error: unknown, text: string): { line: number; column: number } | null {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return null;
  const before = text.slice(0, Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Levels of nesting, counted without calling itself. */
function depthOf(value: Json): number {
  let depth = 0;
  let level: readonly Json[] = [value];
  while (level.length > 0 && depth <= DEEPEST) {
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null
        ? Object.values(node).filter((child): child is Json => typeof child === 'object' && child !== null)
        : [],
    );
    depth += 1;
  }
  return depth;
}
