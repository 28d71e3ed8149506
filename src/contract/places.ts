/** Places: where in the text of a document each of its keys and values stands. */
import type { Place } from '../model/fault.js';
import { parentPointer } from './pointer.js';

/** Offsets of one node: of its key (of the item itself in a list) and of its value. */
export interface Span {
  readonly key: number;
  readonly value: number;
}

export interface Places {
  readonly file: string;
  /** Of a key with its value, or of an item of a list. A pointer that does not exist has the place of its nearest parent. */
  at(path: string): Place;
  /** Of the value behind a key. */
  valueAt(path: string): Place;
}

/** Builds places from offsets; `lineAt` tells line and column (1-based) of an offset. */
export function makePlaces(
  file: string,
  spans: ReadonlyMap<string, Span>,
  lineAt: (offset: number) => { readonly line: number; readonly column: number },
): Places {
  const place = (path: string, side: 'key' | 'value'): Place => {
    const { line, column } = lineAt(nearestSpan(spans, path)[side]);
    return { file, line, column, path };
  };
  return { file, at: (path) => place(path, 'key'), valueAt: (path) => place(path, 'value') };
}

function nearestSpan(spans: ReadonlyMap<string, Span>, path: string): Span {
  for (let at = path; ; at = parentPointer(at)) {
    const span = spans.get(at);
    if (span !== undefined) return span;
    if (at === '') return { key: 0, value: 0 };
  }
}
