/** The JSON Schema of a record → its TypeScript type. */
import { compile } from 'json-schema-to-typescript';
import { isObject, type Json, type JsonObject } from '../../model/json.js';

const STYLE = { singleQuote: true, printWidth: 110 };

/** An exported interface; descriptions become its comments. @param name an identifier */
export async function typeText(schema: JsonObject, name: string): Promise<string> {
  const names = new OddNames(JSON.stringify(schema));
  const text = await compile(typeSchema(schema, names), names.root, {
    bannerComment: '',
    additionalProperties: false,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    style: STYLE,
  });
  return names.putBack(text, name);
}

/** Names that a generator may trip over (`__proto__`, `constructor`, `$ref`, quotes) are stood in for while it works. */
class OddNames {
  readonly #mark: string;
  readonly #names: string[] = [];

  constructor(text: string) {
    let mark = 'OddName';
    while (text.includes(mark)) mark += 'x';
    this.#mark = mark;
  }

  /** Stands for the type itself: the generator has rules of its own for the letters of a name. */
  get root(): string {
    return `${this.#mark}Root`;
  }

  standIn(name: string): string {
    if (/^[a-z_][a-z0-9_]*$/i.test(name) && !(name in {}) && !KEYWORDS.has(name)) return name;
    this.#names.push(name);
    return `${this.#mark}${String(this.#names.length - 1)}`;
  }

  putBack(text: string, root: string): string {
    return text
      .replaceAll(this.root, root)
      .replace(new RegExp(`${this.#mark}(\\d+)`, 'g'), (_all, index: string) =>
        JSON.stringify(this.#names[Number(index)] ?? ''),
      );
  }
}

/** Words that mean something to a reader of schemas, wherever they stand. */
const KEYWORDS = new Set(['id', 'type', 'enum', 'const', 'properties', 'required', 'items', 'allOf', 'anyOf', 'oneOf', 'not', 'title', 'description', 'default', 'definitions', 'extends', 'tsType', 'tsEnumNames', 'deprecated', 'additionalProperties', 'patternProperties']); // prettier-ignore

/** What of a schema makes its type; constraints would only become unions that nobody can read. */
function typeSchema(schema: JsonObject, names: OddNames): Record<string, unknown> {
  const { type, enum: values, description, items, anyOf } = schema;
  const branches = Array.isArray(anyOf) ? (anyOf as readonly Json[]).filter(isObject) : [];
  const typed = branches.length > 0 && branches.every((branch) => branch['type'] !== undefined);
  return {
    ...(typeof description === 'string' ? { description } : {}),
    ...(type === undefined ? {} : { type }),
    ...(values === undefined ? {} : { enum: values }),
    ...(typed ? { anyOf: branches.map((branch) => typeSchema(branch, names)) } : {}),
    ...(isObject(items) ? { items: typeSchema(items, names) } : {}),
    ...(takesObjects(type) ? objectPart(schema, names) : {}),
  };
}

const takesObjects = (type: Json | undefined): boolean =>
  type === 'object' || (Array.isArray(type) && (type as readonly Json[]).includes('object'));

function objectPart(schema: JsonObject, names: OddNames): Record<string, unknown> {
  const { properties, patternProperties, required } = schema;
  const fields = [
    ...Object.entries(isObject(properties) ? properties : {}),
    ...Object.values(isObject(patternProperties) ? patternProperties : {}).map(
      (value): [string, Json | undefined] => ['__proto__', value],
    ),
  ];
  if (fields.length === 0) return { additionalProperties: true };
  const needed = Array.isArray(required) ? (required as readonly Json[]).map(String) : [];
  const named = fields.map(([name, value]) => ({ name, as: names.standIn(name), value }));
  return {
    properties: Object.fromEntries(
      named.map(({ as, value }) => [as, isObject(value) ? typeSchema(value, names) : {}]),
    ),
    required: named.filter(({ name }) => needed.includes(name)).map(({ as }) => as),
  };
}
