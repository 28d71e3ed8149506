/**
 * Writes src/generated from JSON Schemas: types (`<name>.ts`) and a validator without a compile step
 * (`<name>.validate.js` with `.d.ts`), so that a schema is the one source of both and start-up stays fast.
 * The validator is plain JavaScript, which tsc does not copy: it is mirrored to dist/src/generated too.
 * Only what is older than its schema or than this script is written again. Plain Node, no build needed.
 *
 * As a module: `await generate()` → names of the entries written.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = join(ROOT, 'src', 'generated');
const MIRROR = join(ROOT, 'dist', 'src', 'generated');

/** One line a schema; an entry whose schema does not exist is skipped. `type` names the root type. */
const ENTRIES = [
  { name: 'odcs-v3.1', type: 'OdcsV31', schema: 'contracts/schema/odcs-v3.1.0.schema.json' },
  { name: 'odcs-v3.0', type: 'OdcsV30', schema: 'contracts/schema/odcs-v3.0.schema.json' },
  { name: 'config', type: 'ConfigFile', schema: 'src/app/config.schema.json' },
  { name: 'approvals', type: 'ApprovalsFile', schema: 'contracts/schema/approvals.schema.json' },
  { name: 'report', type: 'AssayReport', schema: 'src/report/report.schema.json' },
  {
    name: 'api',
    type: 'ApiSchemas',
    schema: 'src/api/api.schema.json',
    more: 'src/api/schemas',
    parts: /(Body|Query)$/,
  },
];

/**
 * A schema of many parts (`parts` in its entry) has no root: its types are the parts by name, its validators are exported by name for those
 * parts that `parts` matches, and it is written as a module too (`<name>.schema.ts`), because a bundle has no files to read. It may be written
 * in several files: those of the folder `more` add their parts to it.
 */

/** Keywords that only restrict: in types they would become unions that no reader can follow. */
const CONDITIONS = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'then',
  'else',
  'propertyNames',
  'minItems',
  'maxItems',
]);

/** Brings src/generated and its mirror up to date. */
export async function generate() {
  const written = [];
  for (const entry of ENTRIES) {
    const path = join(ROOT, entry.schema);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    const schema = withForeignParts(wholeSchema(JSON.parse(text), entry.more), path);
    const stamp = stampOf(text + JSON.stringify(schema));
    if (!isStale(entry, stamp)) continue;
    await writeEntry(entry, schema, stamp);
    written.push(entry.name);
  }
  return written;
}

/** Digest of all that the output depends on: schema, this script, the two generators. */
function stampOf(schemaText) {
  const require = createRequire(import.meta.url);
  const hash = createHash('sha256')
    .update(schemaText)
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const tool of ['ajv', 'json-schema-to-typescript', 'ajv-formats']) {
    hash.update(require(`${tool}/package.json`).version);
  }
  return hash.digest('hex');
}

function isStale({ name, parts }, stamp) {
  const mark = `// ${stamp}\n`;
  const files = [
    join(SOURCE, `${name}.ts`),
    join(SOURCE, `${name}.validate.js`),
    join(MIRROR, `${name}.validate.js`),
    ...(parts ? [join(SOURCE, `${name}.schema.ts`)] : []),
  ];
  return !files.every((file) => existsSync(file) && readFileSync(file, 'utf8').startsWith(mark));
}

async function writeEntry({ name, type, schema: schemaPath, parts }, schema, stamp) {
  const head = `// ${stamp}\n// Generated from ${schemaPath} by ${relative(ROOT, fileURLToPath(import.meta.url))}.\n`;
  const validated = parts ? Object.keys(schema.$defs).filter((part) => parts.test(part)) : null;
  const types = await typesOf(parts ? allParts(schema) : schema, type, !parts);
  const validator = await validatorOf(schema, validated);
  mkdirSync(SOURCE, { recursive: true });
  mkdirSync(MIRROR, { recursive: true });
  writeFileSync(join(SOURCE, `${name}.ts`), `${head}${types}`);
  writeFileSync(join(SOURCE, `${name}.validate.d.ts`), `${head}${declarationOf(validated)}`);
  if (parts) writeFileSync(join(SOURCE, `${name}.schema.ts`), `${head}${moduleOf(schema)}`);
  for (const folder of [SOURCE, MIRROR])
    writeFileSync(join(folder, `${name}.validate.js`), `${head}${validator}`);
}

/** The type of the validator: one for the whole schema, or those of its parts by name. */
function declarationOf(parts) {
  const kind = `/** True where the value is valid; else \`errors\` holds every error, with the schema that it breaks. */
type Validate = { (data: unknown): boolean; errors?: ErrorObject[] | null };
`;
  const names = parts ?? ['validate'];
  const exported = names.map((name) => `export declare const ${name}: Validate;\n`).join('');
  return `import type { ErrorObject } from 'ajv';\n\n${kind}${exported}${parts ? '' : 'export default validate;\n'}`;
}

/** A schema as a module. */
function moduleOf({ $defs }) {
  return `import type { JsonObject } from '../model/json.js';

/** By name; references are \`#/$defs/<name>\`. */
export const schemas: Readonly<Record<string, JsonObject>> = ${JSON.stringify($defs, null, 1)};
`;
}

/** The schema with the parts of a folder of files; their references to other files are written as those of the first file. */
function wholeSchema(schema, more) {
  if (more === undefined || !existsSync(join(ROOT, more))) return schema;
  const $defs = { ...schema.$defs };
  for (const name of readdirSync(join(ROOT, more)).sort()) {
    if (!name.endsWith('.schema.json')) continue;
    for (const [part, value] of Object.entries(
      JSON.parse(readFileSync(join(ROOT, more, name), 'utf8')).$defs,
    )) {
      if (part in $defs) throw new Error(`${more}/${name}: there are two parts named ${part}`);
      $defs[part] = value;
    }
  }
  return { ...schema, $defs };
}

/** The schema with what it names of other files among its own parts, under names that begin with a capital: \`#/$defs/run\` becomes \`Run\`. */
function withForeignParts(schema, path) {
  const foreign = /^(\.[^#]*)#\/\$defs\/(.+)$/;
  const files = new Set(JSON.stringify(schema).match(/(?<="\$ref":")\.[^#"]*(?=#)/g) ?? []);
  if (files.size === 0) return schema;
  const capital = (name) => name[0].toUpperCase() + name.slice(1);
  const renamed = (node, pattern) =>
    JSON.parse(JSON.stringify(node), (key, value) =>
      key === '$ref' && pattern.test(value)
        ? `#/$defs/${capital(value.slice(value.lastIndexOf('/') + 1))}`
        : value,
    );
  const own = renamed(schema, foreign);
  for (const file of files) {
    const { $defs } = JSON.parse(readFileSync(join(dirname(path), file), 'utf8'));
    for (const [name, part] of Object.entries(renamed($defs, /^#\/\$defs\//)))
      own.$defs[capital(name)] ??= part;
  }
  return own;
}

/** An object of all parts, so that each has its type and all are found by name. */
function allParts(schema) {
  const properties = mapValues(schema.$defs, (_part, name) => ({ $ref: `#/$defs/${name}` }));
  return { ...schema, type: 'object', properties, required: Object.keys(properties) };
}

async function typesOf(schema, type, additionalProperties) {
  const { compile } = await import('json-schema-to-typescript');
  const plain = { ...withoutConditions(schema), title: type };
  const style = { singleQuote: true, printWidth: 110 };
  return compile(plain, type, { bannerComment: '', additionalProperties, style });
}

/** The schema with properties and references only; a conditional reference keeps its last branch (`else`). */
function withoutConditions(node, isMap = false) {
  if (Array.isArray(node)) return node.map((item) => withoutConditions(item));
  if (typeof node !== 'object' || node === null) return node;
  if (isMap) return mapValues(node, (value) => withoutConditions(value));
  if (node.if !== undefined && node.type === undefined && node.else !== undefined) {
    const { description } = node;
    return {
      description,
      anyOf: [withoutConditions({ type: 'array', ...node.then }), withoutConditions(node.else)],
    };
  }
  const kept = Object.entries(node).filter(([key]) => !isCondition(key, node));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, withoutConditions(value, key === 'properties' || key === '$defs')]),
  );
}

/** A combination that stands for the whole type (no properties beside it) is kept. */
function isCondition(key, node) {
  const isWholeType =
    ['anyOf', 'oneOf', 'allOf'].includes(key) && node.properties === undefined && node.if === undefined;
  return (
    CONDITIONS.has(key) &&
    !(isWholeType && node[key].every((branch) => branch.$ref || branch.type || branch.const))
  );
}

function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

async function validatorOf(schema, parts) {
  const { default: Ajv2019 } = await import('ajv/dist/2019.js');
  const { default: addFormats } = await import('ajv-formats');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const ajv = new Ajv2019.default({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    strictTuples: false,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv);
  const write = standalone.default ?? standalone;
  const code =
    parts === null
      ? write(ajv, ajv.compile(schema))
      : write(
          ajv.addSchema(schema, 'parts'),
          Object.fromEntries(parts.map((part) => [part, `parts#/$defs/${part}`])),
        );
  // The code asks for Ajv's small runtime by `require`, which an ES module has to make for itself.
  return `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${code}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = await generate();
  if (written.length > 0) process.stdout.write(`generated ${written.join(', ')}\n`);
}
