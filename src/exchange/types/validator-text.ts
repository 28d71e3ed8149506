/** The JSON Schema of a record → a validator as an ES module that needs no package, and its type declaration. */
import writeStandalone from 'ajv/dist/standalone/index.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { validatorCompiler } from './validator-keywords.js';
import { runtimeText, type RuntimeName } from './validator-runtime.js';

/** What Ajv's code asks of its package → our functions of the same meaning. */
const OF_PACKAGE: { readonly [path: string]: RuntimeName } = {
  'ajv/dist/runtime/ucs2length': 'characters',
  'ajv/dist/runtime/equal': 'equal',
};

/** The module's text. @param name of the exported function */
export function validatorText(schema: JsonObject, name: string): string {
  const { ajv, called } = validatorCompiler();
  const id = 'record';
  ajv.addSchema(withoutNotes(schema), id);
  // A CommonJS package: its function is the module itself, or its default.
  const write = 'default' in writeStandalone ? writeStandalone.default : writeStandalone;
  const code = write(ajv, { [name]: id });
  const names = new Set<RuntimeName>(called);
  const own = code.replace(
    /^(const \w+ = )require\("([^"]*)"\)\.default;/gm,
    (all, start: string, path: string) => {
      const ours = OF_PACKAGE[path];
      if (ours === undefined) throw new Error(`validator: ${all} has no function of ours`);
      names.add(ours);
      return `${start}${ours};`;
    },
  );
  return `${own.trim()}\n\n${runtimeText(names)}export default ${name};\n`;
}

/** The declaration of that module: a guard of the type that `types` exports. */
export function validatorDeclaration(name: string, type: string, module: string): string {
  return `import type { ${type} } from './${module}.js';

/** One thing that is wrong: where, by which keyword of the schema, and in words. It holds no value of the record. */
export interface ValidationError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** True where the value is a record that keeps its contract; else \`errors\` holds all that is wrong, until the next call. */
export declare const ${name}: {
  (data: unknown): data is ${type};
  readonly errors?: readonly ValidationError[] | null;
};
export default ${name};
`;
}

const NOTES = new Set(['$schema', '$id', '$comment', 'title', 'description', 'x-classification']);

/** The schema without what only people read. */
function withoutNotes(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).filter(([key]) => !NOTES.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, innerWithout(key, value ?? null)]));
}

function innerWithout(key: string, value: Json): Json {
  if (key === 'enum' || key === 'required') return value;
  if (key === 'properties' || key === 'patternProperties') return eachValue(value);
  if (Array.isArray(value)) return value.map((part: Json) => (isObject(part) ? withoutNotes(part) : part));
  return isObject(value) ? withoutNotes(value) : value;
}

/** Names of columns are no keywords. */
function eachValue(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, isObject(part) ? withoutNotes(part) : part]),
  );
}
