/** What differs between two JSON texts, member by member. */

export interface JsonDifference {
  /** `breaker.phase`, `checks[2]`; empty: the whole. */
  readonly path: string;
  /** JSON text; null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

type Members = ReadonlyMap<string, unknown>;

/** In the order of the texts. A text that is not JSON is compared as it stands. */
export function jsonDifferences(before: string | null, after: string | null): readonly JsonDifference[] {
  return differences('', parsed(before), parsed(after));
}

const ABSENT = Symbol('absent');

function parsed(text: string | null): unknown {
  if (text === null) return ABSENT;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function differences(path: string, before: unknown, after: unknown): readonly JsonDifference[] {
  const [old, fresh] = [membersOf(before), membersOf(after)];
  if (!isTold(before, after)) return asWhole(path, before, after);
  const names = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  const isList = Array.isArray(before) || Array.isArray(after);
  return [...names].flatMap((name) =>
    differences(within(path, name, isList), memberOf(old, name), memberOf(fresh, name)),
  );
}

/** Member by member: two lists, two objects, or one of these that is new or gone. */
function isTold(before: unknown, after: unknown): boolean {
  const [old, fresh] = [membersOf(before), membersOf(after)];
  if (old !== null && fresh !== null) return Array.isArray(before) === Array.isArray(after);
  return (old !== null && after === ABSENT) || (fresh !== null && before === ABSENT);
}

function asWhole(path: string, before: unknown, after: unknown): readonly JsonDifference[] {
  if (jsonOf(before) === jsonOf(after)) return [];
  const [was, is] = [textOf(before), textOf(after)];
  // A number and the same number as text differ in their quotes alone.
  return [
    was === is ? { path, before: jsonOf(before), after: jsonOf(after) } : { path, before: was, after: is },
  ];
}

const memberOf = (members: Members | null, name: string): unknown =>
  members?.has(name) === true ? members.get(name) : ABSENT;

/** Null: it has none. An empty object or list is a value. */
function membersOf(value: unknown): Members | null {
  if (typeof value !== 'object' || value === null) return null;
  const members = Object.entries(value);
  return members.length === 0 ? null : new Map<string, unknown>(members);
}

const within = (path: string, name: string, isList: boolean): string =>
  isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;

const jsonOf = (value: unknown): string | null => (value === ABSENT ? null : JSON.stringify(value));

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : jsonOf(value));
