/** Reading of foreign JSON: a value of the expected type, or nothing. */
import { isObject, type Json, type JsonObject, type JsonScalar } from '../../model/json.js';

/** The text, or null where it is none or blank. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The mapping, or an empty one. */
export function mapOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The list, or an empty one; a single value that stands where a list may be counts as one entry. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return value === undefined || value === null ? [] : [value];
}

/** The texts of a list; a single text counts as one. */
export function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}

/** A number, a text or a boolean; null for anything else. */
export function scalarOf(value: Json | undefined): JsonScalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The scalars of a list; null where one is none (a mapping, null) or it is no list. */
export function scalarsOf(value: Json | undefined): readonly Exclude<JsonScalar, null>[] | null {
  if (!Array.isArray(value)) return null;
  const entries = value as readonly Json[];
  const scalars = entries.filter(
    (entry) => typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean',
  );
  return scalars.length === entries.length ? scalars : null;
}

/** The entry of a table of ours; undefined for a word that it does not have, whatever objects inherit. */
export function entryOf<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
