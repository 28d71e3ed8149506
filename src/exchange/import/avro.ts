/** Avro schemas → datasets: a record each; unions with null are columns that may be missing. */
import { readDocument } from '../../contract/read-document.js';
import { fault, type Outcome } from '../../model/fault.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { Imported, Importer, NotCarried } from '../imported.js';
import { avroField, type AvroState } from './avro-type.js';
import { contractId } from './table-document.js';

/** A record in a record in a record … : each use of a named type is written out. */
const MOST_FIELDS = 20_000;

/**
 * Reads a record, or a list of types of which each record that no other one uses is a dataset. Names of types may be used before and after
 * they are declared; a type that holds itself is cut where it repeats, and said.
 */
export const importAvro: Importer = ({ name, text }, options) => {
  const read = readDocument(text, name.toLowerCase().endsWith('.json') ? name : `${name}.json`);
  if (!read.ok) return { ok: false, faults: read.faults.map((each) => ({ ...each, file: name })) };
  const { value, places } = read.value;
  const state: AvroState = {
    file: name,
    named: new Map(),
    used: new Set(),
    faults: [],
    notCarried: [],
    place: (path) => ({ ...places.at(path), file: name }),
    fields: 0,
    most: MOST_FIELDS,
  };
  const records = topRecords(value, state);
  const datasets = records.flatMap(({ record, path }) => datasetOf(record, path, records.length > 1, state));
  if (datasets.length === 0 && state.faults.length === 0) {
    const hint = 'It must be a record, or a list with records.';
    state.faults.push(
      fault('no-record', 'The schema has no record, so there is no dataset.', state.place(''), hint),
    );
  }
  if (state.faults.length > 0) return { ok: false, faults: state.faults };
  return imported(datasets, state.notCarried, name, options);
};

function imported(
  datasets: readonly JsonObject[],
  notCarried: readonly NotCarried[],
  file: string,
  options: Parameters<Importer>[1],
): Outcome<Imported> {
  const base = file.replace(/\.[^.]*$/, '');
  const only = datasets.length === 1 ? datasets[0]?.['name'] : undefined;
  const name = typeof only === 'string' ? only : base;
  const document: JsonObject = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: options.id ?? contractId(name),
    name,
    version: options.version,
    status: 'draft',
    ...(options.layer === null ? {} : { customProperties: [{ property: 'layer', value: options.layer }] }),
    schema: datasets,
  };
  return { ok: true, value: { document, notCarried } };
}

interface Found {
  readonly record: JsonObject;
  readonly path: string;
}

function topRecords(value: Json, state: AvroState): readonly Found[] {
  const top: readonly Found[] = (Array.isArray(value) ? (value as readonly Json[]) : [value]).flatMap(
    (each, index) => {
      const path = Array.isArray(value) ? `/${String(index)}` : '';
      return isObject(each) ? [{ record: each, path }] : [];
    },
  );
  for (const { record, path } of top) declare(record, null, path, state);
  return top.filter(({ record }) => record['type'] === 'record');
}

/** Remembers every named type of the tree, by its full name. */
function declare(tree: Json | undefined, space: string | null, path: string, state: AvroState): void {
  if (Array.isArray(tree)) {
    (tree as readonly Json[]).forEach((each, index) =>
      declare(each, space, `${path}/${String(index)}`, state),
    );
    return;
  }
  if (!isObject(tree)) return;
  const kind = tree['type'];
  const isNamed = kind === 'record' || kind === 'enum' || kind === 'fixed' || kind === 'error';
  const full = isNamed ? fullName(tree, space) : null;
  if (full !== null) {
    const before = state.named.get(full);
    if (before === undefined) state.named.set(full, { node: tree, path });
    else state.faults.push(fault('duplicate-name', `The type ${full} is declared twice.`, state.place(path)));
  }
  const inner = full === null ? space : full.slice(0, Math.max(0, full.lastIndexOf('.'))) || null;
  if (kind === 'record' || kind === 'error') {
    const fields = Array.isArray(tree['fields']) ? (tree['fields'] as readonly Json[]) : [];
    fields.forEach((field, index) => {
      if (isObject(field)) declare(field['type'], inner, `${path}/fields/${String(index)}/type`, state);
    });
  }
  for (const key of ['items', 'values']) declare(tree[key], inner, `${path}/${key}`, state);
  if (isObject(kind) || Array.isArray(kind)) declare(kind, inner, `${path}/type`, state);
}

/** `namespace.name`; a name with dots has its own. */
function fullName(node: JsonObject, space: string | null): string | null {
  const { name, namespace } = node;
  if (typeof name !== 'string' || name === '') return null;
  if (name.includes('.')) return name;
  const own = typeof namespace === 'string' ? namespace : space;
  return own === null || own === '' ? name : `${own}.${name}`;
}

function datasetOf(
  record: JsonObject,
  path: string,
  several: boolean,
  state: AvroState,
): readonly JsonObject[] {
  const { name, namespace, doc } = record;
  if (typeof name !== 'string' || name === '') {
    state.faults.push(
      fault('missing-name', 'The record has no name.', state.place(path), 'Give it a `name`.'),
    );
    return [];
  }
  const space = fullName(record, null) ?? name;
  const inner = space.slice(0, Math.max(0, space.lastIndexOf('.'))) || null;
  const { fields, properties } = avroField.record(record, inner, path, [space], state);
  if (several && fields === 0) return [];
  const stated =
    typeof namespace === 'string' && namespace !== ''
      ? [{ property: 'avroNamespace', value: namespace }]
      : [];
  return [
    {
      name: space.slice(space.lastIndexOf('.') + 1),
      physicalType: 'record',
      ...(typeof doc === 'string' && doc !== '' ? { description: doc } : {}),
      ...(stated.length === 0 ? {} : { customProperties: stated }),
      properties,
    },
  ];
}
