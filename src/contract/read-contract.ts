/** The text of one contract → a Contract, or all of its faults at once, each with line and column. */
import type { OdcsV31 } from '../generated/odcs-v3.1.js';
import type { Contract } from '../model/contract.js';
import type { Outcome } from '../model/fault.js';
import type { Json } from '../model/json.js';
import type { Draft, ReadText } from './draft.js';
import { withExactText } from './exact-text.js';
import { judgeSchema } from './judge-schema.js';
import { withoutFaulty } from './mend-form.js';
import { readDocument } from './read-document.js';
import { resolveContract } from './resolve-contract.js';
import { unreadNames } from './unread-datasets.js';

/**
 * Reads one contract by itself: relationships have no targets and datasets no upstream yet, since those are found
 * among all contracts of a project (`resolveProject`). Layers are taken as written.
 * @param file name for faults and places; `.json` means JSON, anything else YAML 1.2.
 */
export function readContract(text: string, file: string): Outcome<Contract> {
  const read = readDraft(text, file, null);
  if (read.draft === null) return { ok: false, faults: read.faults };
  const { contract, faults } = read.draft;
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: contract };
}

/** As `readContract`, with what `resolveProject` needs. @param layers of the project; null: any. */
export function readDraft(text: string, file: string, layers: readonly string[] | null): ReadText {
  const source = readDocument(text, file);
  if (!source.ok) return { draft: null, faults: source.faults, datasets: [], mended: null };
  const { value, places, exact } = source.value;
  const faults = judgeSchema(value, places);
  // The schema has just said that it is one; v3.0 documents are closed by `closeV30`.
  const resolve = (valid: Json): Draft =>
    resolveContract(withExactText(valid, exact) as unknown as OdcsV31, places, layers);
  if (faults.length === 0) return { draft: resolve(value) };
  const rest = withoutFaulty(value, faults);
  const mended = rest === null || judgeSchema(rest, places).length > 0 ? null : resolve(rest);
  return { draft: null, faults, datasets: unreadNames(value), mended };
}
