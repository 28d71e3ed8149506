/** The text of one contract → a Contract, or all of its faults at once, each with line and column. */
import type { OdcsV31 } from '../generated/odcs-v3.1.js';
import type { Contract } from '../model/contract.js';
import type { Fault, Outcome } from '../model/fault.js';
import type { Draft } from './draft.js';
import { withExactText } from './exact-text.js';
import { judgeSchema } from './judge-schema.js';
import { readDocument } from './read-document.js';
import { resolveContract } from './resolve-contract.js';

/**
 * Reads one contract by itself: relationships have no targets and datasets no upstream yet, since those are found
 * among all contracts of a project (`resolveProject`). Layers are taken as written.
 * @param file name for faults and places; `.json` means JSON, anything else YAML 1.2.
 */
export function readContract(text: string, file: string): Outcome<Contract> {
  const draft = readDraft(text, file, null);
  return draft.ok ? { ok: true, value: draft.value.contract } : draft;
}

/** As `readContract`, with what `resolveProject` needs. @param layers of the project; null: any. */
export function readDraft(text: string, file: string, layers: readonly string[] | null): Outcome<Draft> {
  const source = readDocument(text, file);
  if (!source.ok) return source;
  const { value, places, exact } = source.value;
  const faults = judgeSchema(value, places);
  if (faults.length > 0) return { ok: false, faults };
  // The schema has just said that it is one; v3.0 documents are closed by `closeV30`.
  const document = withExactText(value, exact) as unknown as OdcsV31;
  const draft = resolveContract(document, places, layers);
  return draft.ok ? draft : { ok: false, faults: sortFaults(draft.faults) };
}

/** By line and column: the order in which an author works through them. */
export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort(
    (a, b) =>
      (a.file ?? '').localeCompare(b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
