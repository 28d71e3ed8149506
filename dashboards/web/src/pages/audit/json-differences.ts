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
  // What is new or gone as a whole is told by its members as well, as long as the other side has no value of its own.
  const isWhole =
    (old === null && before !== ABSENT) ||
    (fresh === null && after !== ABSENT) ||
    (old === null && fresh === null);
  if (isWhole) {
    const [was, is] = [textOf(before), textOf(after)];
    return was === is ? [] : [{ path, before: was, after: is }];
  }
  const names = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  const isList = Array.isArray(before) || Array.isArray(after);
  return [...names].flatMap((name) =>
    differences(within(path, name, isList), memberOf(old, name), memberOf(fresh, name)),
  );
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

function textOf(value: unknown): string | null {
  if (value === ABSENT) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
