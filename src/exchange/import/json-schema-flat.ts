/** A schema with its references and `allOf` taken in: what all of them together ask of one value. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { withoutKeys } from '../../suite/without-keys.js';
import { DECIMAL_TEXT, INTEGER_TEXT } from '../types/text-forms.js';
import { within, type At, type Resolve } from './json-schema-refs.js';

/** The types of JSON Schema. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';
const TYPES: readonly JsonType[] = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

export interface Flat {
  readonly path: string;
  /** Null: any. */
  readonly types: readonly JsonType[] | null;
  /** Schemas that all must hold, without `$ref`, `allOf` and `type`. */
  readonly all: readonly { readonly schema: JsonObject; readonly path: string }[];
  /** Values that digits as text stand beside: numbers that a double can not hold. */
  readonly wide: boolean;
}

/** Keeps account of one import: what is open (to notice a schema that contains itself), how much was read, what is not carried. */
export class Flattening {
  readonly #resolve: Resolve;
  /** `$ref` stands alone up to draft-07: what is beside it means nothing. */
  readonly #refAlone: boolean;
  readonly #note: (path: string, what: string, reason: string) => void;
  #read = 0;

  constructor(
    resolve: Resolve,
    refAlone: boolean,
    note: (path: string, what: string, reason: string) => void,
  ) {
    this.#resolve = resolve;
    this.#refAlone = refAlone;
    this.#note = note;
  }

  /** The same, saying nothing: for a first look. */
  quiet(): Flattening {
    return new Flattening(this.#resolve, this.#refAlone, () => undefined);
  }

  /** References may unfold without end. */
  get isTooMuch(): boolean {
    return this.#read > MOST_SCHEMAS;
  }

  /** @param open pointers of the schemas that this one lies in */
  flat({ schema, path }: At, open: readonly string[]): Flat {
    this.#read += 1;
    if (schema === true || this.isTooMuch) return { path, types: null, all: [], wide: false };
    if (!isObject(schema)) {
      this.#note(path, 'schema', schema === false ? '`false` takes no value at all' : 'it is no schema');
      return { path, types: null, all: [], wide: false };
    }
    const { $ref, allOf, type, nullable, ...rest } = withoutDigits(schema);
    const target = typeof $ref === 'string' ? this.#follow($ref, path, open) : [];
    if (target.length > 0 && this.#refAlone) return this.#join(path, target, {}, null);
    const parts = Array.isArray(allOf)
      ? (allOf as readonly Json[]).map((part, index) =>
          this.flat({ schema: part, path: within(path, 'allOf', String(index)) }, open),
        )
      : [];
    const types = this.#typesOf(type, nullable === true, path);
    return this.#alternatives(this.#join(path, [...target, ...parts], rest, types), open);
  }

  #follow(reference: string, path: string, open: readonly string[]): readonly Flat[] {
    const found = this.#resolve(reference);
    if (typeof found === 'string') this.#note(path, `$ref ${reference}`, found);
    else if (open.includes(found.path) || open.length > DEEPEST)
      this.#note(path, `$ref ${reference}`, 'it contains itself, and columns are of finite depth');
    else return [this.flat(found, [...open, found.path])];
    return [];
  }

  #typesOf(type: Json | undefined, nullable: boolean, path: string): readonly JsonType[] | null {
    if (type === undefined) return null;
    const named = Array.isArray(type) ? (type as readonly Json[]) : [type];
    const known = TYPES.filter((each) => named.includes(each));
    const unknown = named.filter((each) => !TYPES.some((one) => one === each));
    if (unknown.length > 0)
      this.#note(path, `type ${JSON.stringify(unknown[0])}`, 'JSON Schema has no such type');
    if (known.length === 0) return null;
    return nullable ? [...new Set<JsonType>([...known, 'null'])] : known;
  }

  #join(path: string, parts: readonly Flat[], own: JsonObject, types: readonly JsonType[] | null): Flat {
    const all = [
      ...(Object.keys(own).length === 0 ? [] : [{ schema: own, path }]),
      ...parts.flatMap((part) => part.all),
    ];
    const joined = parts.reduce((left, part) => common(left, part.types), types);
    if (joined?.length === 0) this.#note(path, 'allOf', 'no value has all of its types');
    return { path, types: joined, all, wide: parts.some(({ wide }) => wide) };
  }

  /** `anyOf` and `oneOf` are carried where one branch is null, or where numbers stand beside the text of their digits. */
  #alternatives(flat: Flat, open: readonly string[]): Flat {
    return flat.all.reduce<Flat>((before, { schema, path }) => {
      const key = schema['anyOf'] !== undefined ? 'anyOf' : schema['oneOf'] !== undefined ? 'oneOf' : null;
      const list = key === null ? undefined : schema[key];
      if (key === null || !Array.isArray(list)) return before;
      const rest = withoutKeys(schema, key);
      const others = before.all.filter((part) => part.schema !== schema);
      const kept = {
        ...before,
        all: [...others, ...(Object.keys(rest).length === 0 ? [] : [{ schema: rest, path }])],
      };
      const branches = (list as readonly Json[]).map((part, index) =>
        this.flat({ schema: part, path: within(path, key, String(index)) }, open),
      );
      return this.#choose(kept, branches, within(path, key), key);
    }, flat);
  }

  #choose(flat: Flat, branches: readonly Flat[], path: string, key: string): Flat {
    const isNull = (branch: Flat): boolean => branch.types?.length === 1 && branch.types[0] === 'null';
    const values = branches.filter((branch) => !isNull(branch));
    const nullable =
      values.length < branches.length || values.some(({ types }) => types?.includes('null') === true);
    const number = values.find(
      ({ types }) => types?.includes('integer') === true || types?.includes('number') === true,
    );
    const text = values.find((branch) => isDigits(branch));
    const [only] =
      values.length === 1
        ? values
        : number !== undefined && text !== undefined && values.length === 2
          ? [number]
          : [];
    if (only === undefined) {
      this.#note(path, key, 'a column has one form; alternatives are none');
      return flat;
    }
    const types =
      only.types === null || !nullable ? only.types : [...new Set<JsonType>([...only.types, 'null'])];
    return {
      ...flat,
      types: flat.types === null ? types : common(flat.types, types),
      all: [...flat.all, ...only.all],
      wide: values.length === 2,
    };
  }
}

const MOST_SCHEMAS = 20_000;
const DEEPEST = 32;

/** Numbers that may travel as text of their digits, as our own export writes them: what it says of the text, it says of the number too. */
function withoutDigits(schema: JsonObject): JsonObject {
  const { type, pattern } = schema;
  if (!Array.isArray(type) || (pattern !== INTEGER_TEXT && pattern !== DECIMAL_TEXT)) return schema;
  const types = (type as readonly Json[]).filter((each) => each !== 'string');
  const said = Object.entries(schema).filter(
    ([key]) => key !== 'pattern' && !(key.startsWith('x-') && schema[key.slice(2)] !== undefined),
  );
  return { ...Object.fromEntries(said), type: types };
}

/** Types that both allow; an integer is a number. */
function common(a: readonly JsonType[] | null, b: readonly JsonType[] | null): readonly JsonType[] | null {
  if (a === null || b === null) return a ?? b;
  const both = (type: JsonType, other: readonly JsonType[]): boolean =>
    other.includes(type) || (type === 'integer' && other.includes('number'));
  return [...new Set([...a.filter((type) => both(type, b)), ...b.filter((type) => both(type, a))])];
}

/** Text that holds digits: the other form of a number. */
function isDigits({ types, all }: Flat): boolean {
  return (
    types?.length === 1 &&
    types[0] === 'string' &&
    all.some(({ schema }) => typeof schema['pattern'] === 'string' && /^\^-\?.*\\d/.test(schema['pattern']))
  );
}
