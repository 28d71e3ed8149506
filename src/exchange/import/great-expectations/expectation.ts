/** One expectation of a suite, in either form that Great Expectations has written. */
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import type { DraftRule } from '../../draft/draft.js';
import { mapOf, textOf } from '../../draft/json-read.js';

export interface Expectation {
  /** `expect_column_values_to_be_between`, in small letters. */
  readonly type: string;
  readonly kwargs: JsonObject;
  readonly severity: DraftRule['severity'];
  readonly description: string | null;
  readonly where: string;
}

/** Null for what is no expectation. Since 1.0 the key is `type`; before, `expectation_type`. */
export function readExpectation(written: Json, index: number): Expectation | null {
  if (!isObject(written)) return null;
  const type = textOf(written['type']) ?? textOf(written['expectation_type']);
  if (type === null) return null;
  return {
    type: type.toLowerCase(),
    kwargs: mapOf(written['kwargs']),
    severity: severityOf(written['severity'] ?? mapOf(written['meta'])['severity']),
    description: textOf(written['description']) ?? notesOf(written),
    where: `expectations[${index}]`,
  };
}

/** `critical`, and whatever is not known, fails. */
function severityOf(written: Json | undefined): DraftRule['severity'] {
  const word = typeof written === 'string' ? written.toLowerCase() : '';
  return word === 'warning' || word === 'info' ? word : null;
}

/** Notes for people: a text, a list of texts, or a mapping with `content`. */
function notesOf(written: JsonObject): string | null {
  const notes = written['notes'] ?? mapOf(written['meta'])['notes'];
  const content = isObject(notes) ? notes['content'] : notes;
  const lines: readonly Json[] = Array.isArray(content) ? (content as readonly Json[]) : [content ?? null];
  const text = lines.filter((line) => typeof line === 'string').join('\n');
  return text.trim() === '' ? null : text;
}
