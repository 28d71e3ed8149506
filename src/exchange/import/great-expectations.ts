/** A suite of Great Expectations (1.x, and 0.x as far as it says the same) → a contract with one dataset. */
import { fault } from '../../model/fault.js';
import type { JsonObject } from '../../model/json.js';
import { assemble } from '../draft/assemble.js';
import type { DraftColumn, DraftDataset } from '../draft/draft.js';
import { listOf, mapOf, textOf } from '../draft/json-read.js';
import { readSource } from '../draft/read-source.js';
import type { Importer, NotCarried } from '../imported.js';
import { readExpectation } from './great-expectations/expectation.js';
import type { Meaning } from './great-expectations/meaning.js';
import { translateExpectation } from './great-expectations/translate-expectation.js';

/** The dataset is called as the suite, since a suite does not name its table. */
export const importGreatExpectations: Importer = (source, options) => {
  const read = readSource(source, 'a suite of Great Expectations');
  if (!read.ok) return read;
  const { value } = read.value;
  if (!Array.isArray(value['expectations'])) {
    const message = `${source.name} is no suite of Great Expectations: it has no list \`expectations\`.`;
    return {
      ok: false,
      faults: [fault('wrong-format', message, { file: source.name, line: 1, column: 1, path: '' })],
    };
  }
  const name =
    textOf(value['name']) ??
    textOf(value['expectation_suite_name']) ??
    source.name.replace(/\.(json|ya?ml)$/i, '');
  const { dataset, notCarried } = suiteDataset(value, name);
  const head = { id: name, keys: { name }, slaProperties: [], notCarried: [table(name), ...notCarried] };
  return { ok: true, value: assemble([dataset], head, options) };
};

const table = (where: string): NotCarried => ({
  where,
  what: 'the table',
  reason:
    'A suite does not name its table: add a server, and `physicalName` where the table is not called as the suite.',
});

function suiteDataset(
  suite: JsonObject,
  name: string,
): { readonly dataset: DraftDataset; readonly notCarried: readonly NotCarried[] } {
  const entries = listOf(suite['expectations']).map((written, index) => ({
    index,
    expectation: readExpectation(written, index),
  }));
  const translated = entries.flatMap(({ expectation }) =>
    expectation === null ? [] : [{ ...translateExpectation(expectation), where: expectation.where }],
  );
  const shapes = translated.flatMap(({ meaning }) => (meaning.kind === 'shape' ? [meaning] : []));
  const types = typesOf(translated);
  const names = [...new Set([...inOrder(shapes), ...translated.flatMap(mentioned)])];
  const about = mapOf(suite['meta']);
  const description = textOf(about['description']) ?? textOf(mapOf(about['notes'])['content']);
  const dataset: DraftDataset = {
    name,
    keys: description === null ? {} : { description },
    custom: {
      ...asked('extraColumns', translated, ({ isClosed }) => isClosed),
      ...asked('columnOrder', translated, ({ isOrdered }) => isOrdered),
    },
    columns: names.map((column): DraftColumn => ({ name: column, keys: types.keys.get(column) ?? {} })),
    primaryKey: [],
    upstream: [],
    rules: translated.flatMap(({ rules }) => rules),
    where: name,
  };
  const strange = entries
    .filter(({ expectation }) => expectation === null)
    .map(({ index }) => ({
      where: `expectations[${index}]`,
      what: 'entry',
      reason: 'It is no expectation: it has no `type`.',
    }));
  return {
    dataset,
    notCarried: [...strange, ...translated.flatMap(({ notCarried }) => notCarried), ...types.notCarried],
  };
}

type Shape = Extract<Meaning, { kind: 'shape' }>;

/** `fail` where one expectation fails on it, `warn` where all of them only warn. */
function asked(
  property: string,
  translated: readonly ReturnType<typeof translateExpectation>[],
  is: (shape: Shape) => boolean,
): JsonObject {
  const own = translated.filter(({ meaning }) => meaning.kind === 'shape' && is(meaning));
  return own.length === 0 ? {} : { [property]: own.every(({ warns }) => warns) ? 'warn' : 'fail' };
}

/** An ordered list comes first: it is the order of the contract. */
function inOrder(shapes: readonly Shape[]): readonly string[] {
  return [
    ...shapes.filter(({ isOrdered }) => isOrdered),
    ...shapes.filter(({ isOrdered }) => !isOrdered),
  ].flatMap(({ columns }) => columns);
}

function mentioned({ rules, meaning }: ReturnType<typeof translateExpectation>): readonly string[] {
  const typed = meaning.kind === 'type' ? [meaning.column] : [];
  return [
    ...typed,
    ...rules.flatMap(({ column, mentions }) => [...(column === null ? [] : [column]), ...mentions]),
  ];
}

/** The first type that is stated of a column; another one is told. */
function typesOf(
  translated: readonly (ReturnType<typeof translateExpectation> & { readonly where: string })[],
) {
  const keys = new Map<string, JsonObject>();
  const notCarried: NotCarried[] = [];
  for (const { meaning, where } of translated) {
    if (meaning.kind !== 'type') continue;
    const first = keys.get(meaning.column);
    if (first === undefined) keys.set(meaning.column, meaning.keys);
    else if (JSON.stringify(first) !== JSON.stringify(meaning.keys))
      notCarried.push({
        where,
        what: `type of ${meaning.column}`,
        reason: 'Another expectation states another type of this column.',
      });
  }
  return { keys, notCarried };
}
