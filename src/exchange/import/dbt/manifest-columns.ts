/** Columns of a node of a manifest. */
import { isObject, type JsonObject } from '../../../model/json.js';
import { listOf, mapOf, textOf, textsOf } from '../../draft/json-read.js';
import { bareName } from '../../draft/sql-text.js';
import type { DbtColumn } from './project.js';

/** In the order of the manifest. */
export function manifestColumns(node: JsonObject): readonly DbtColumn[] {
  return Object.entries(mapOf(node['columns'])).flatMap(([key, column]) =>
    isObject(column) ? [columnOf(textOf(column['name']) ?? key, column)] : [],
  );
}

/** A column as a manifest or schema YAML writes it; tags and meta may stand in its configuration. */
export function columnOf(name: string, column: JsonObject): DbtColumn {
  const config = mapOf(column['config']);
  return {
    name: bareName(name),
    isQuoted: column['quote'] === true || bareName(name) !== name,
    dataType: textOf(column['data_type']),
    description: textOf(column['description']),
    tags: [...new Set([...textsOf(column['tags']), ...textsOf(config['tags'])])],
    meta: { ...mapOf(config['meta']), ...mapOf(column['meta']) },
    constraints: listOf(column['constraints']).filter(isObject),
  };
}
