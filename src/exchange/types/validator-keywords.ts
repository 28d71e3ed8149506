/** Ajv as the generated validators are written with: our meaning of formats and multiples, and bounds of values that travel as text. */
import { _, Ajv, type Code, type CodeKeywordDefinition, type KeywordCxt, type Name } from 'ajv';
import { isObject } from '../../model/json.js';
import { DECIMAL_TEXT, INTEGER_TEXT, LOCAL_TIME, LOCAL_TIMESTAMP, validatorFormats } from './text-forms.js';
import type { RuntimeName } from './validator-runtime.js';

/** A compiler for one dataset, which remembers which functions of the runtime its code calls. */
export function validatorCompiler(): { readonly ajv: Ajv; readonly called: ReadonlySet<RuntimeName> } {
  const called = new Set<RuntimeName>();
  const ajv = new Ajv({
    allErrors: true,
    ownProperties: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    formats: validatorFormats(),
    code: { source: true, esm: true, lines: true },
  });
  // Replaced by keywords of the same names: exact multiples, and text that is looked into.
  for (const name of ['multipleOf', 'contentMediaType']) ajv.removeKeyword(name);
  const call: Call = (cxt, name) => {
    called.add(name);
    return cxt.gen.scopeValue('func', CALLED[name]);
  };
  for (const keyword of [...bounds(call), ...others(call)]) ajv.addKeyword(keyword);
  return { ajv, called };
}

type Call = (cxt: KeywordCxt, name: RuntimeName) => Name;

/** What the written code calls each function; nothing is run here, so the references only tell them apart. */
const CALLED: { readonly [name in RuntimeName]: { readonly ref: string; readonly code: Code } } = {
  characters: { ref: 'characters', code: _`characters` },
  equal: { ref: 'equal', code: _`equal` },
  isJson: { ref: 'isJson', code: _`isJson` },
  isMultiple: { ref: 'isMultiple', code: _`isMultiple` },
  digits: { ref: 'digits', code: _`digits` },
  order: { ref: 'order', code: _`order` },
};

const BROKEN = [
  ['x-minimum', _`<`, '>='],
  ['x-maximum', _`>`, '<='],
  ['x-exclusiveMinimum', _`<=`, '>'],
  ['x-exclusiveMaximum', _`>=`, '<'],
] as const;

/** A value that does not compare with its bound is another keyword's business: it has the wrong form. */
function bounds(call: Call): readonly CodeKeywordDefinition[] {
  return BROKEN.map(([keyword, breaks, words]) => ({
    keyword,
    type: ['string', 'number'],
    schemaType: 'string',
    error: {
      message: ({ schema }) => `must be ${words} ${String(schema)}`,
      params: ({ schema }) => _`{limit: ${String(schema)}}`,
    },
    code: (cxt) => {
      const { gen, data } = cxt;
      const schema: unknown = cxt.schema;
      const beside: unknown = cxt.parentSchema;
      const order = gen.const(
        'order',
        _`${call(cxt, 'order')}(${data}, ${String(schema)}, ${readAs(beside)})`,
      );
      cxt.fail(_`${order} !== null && ${order} ${breaks} 0`);
    },
  }));
}

/** How a text with a bound is read: told by the format or the pattern beside it. */
function readAs(schema: unknown): string {
  const { format, pattern } = isObject(schema) ? schema : {};
  if (format === 'date-time' || pattern === LOCAL_TIMESTAMP) return 'moment';
  if (pattern === LOCAL_TIME) return 'time';
  return pattern === INTEGER_TEXT || pattern === DECIMAL_TEXT ? 'number' : 'text';
}

function others(call: Call): readonly CodeKeywordDefinition[] {
  const multiple = (keyword: string, type: 'number' | 'string'): CodeKeywordDefinition => ({
    keyword,
    type,
    schemaType: ['number', 'string'],
    error: {
      message: ({ schema }) => `must be a multiple of ${String(schema)}`,
      params: ({ schema }) => _`{multipleOf: ${String(schema)}}`,
    },
    code: (cxt) => cxt.pass(_`${call(cxt, 'isMultiple')}(${cxt.data}, ${String(cxt.schema)})`),
  });
  return [
    multiple('multipleOf', 'number'),
    multiple('x-multipleOf', 'string'),
    {
      keyword: 'x-digits',
      type: 'number',
      schemaType: 'number',
      error: {
        message: ({ schema }) =>
          `must be sent as text: it has more than ${String(schema)} significant digits`,
        params: ({ schema }) => _`{limit: ${Number(schema)}}`,
      },
      code: (cxt) => cxt.pass(_`${call(cxt, 'digits')}(${cxt.data}) <= ${Number(cxt.schema)}`),
    },
    {
      keyword: 'contentMediaType',
      type: 'string',
      schemaType: 'string',
      error: { message: 'must be JSON text' },
      code: (cxt) => cxt.pass(_`${call(cxt, 'isJson')}(${cxt.data})`),
    },
  ];
}
