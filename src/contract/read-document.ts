/** Text → a JSON document that knows where each key stands, or every fault of its YAML or JSON. */
import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import type { Json } from '../model/json.js';
import { makePlaces, type Places } from './places.js';
import { yamlToJson } from './yaml-to-json.js';

export interface SourceDocument {
  readonly value: Json;
  readonly places: Places;
  /** Numbers that a double can not hold, by pointer, as exact decimal text. */
  readonly exact: ReadonlyMap<string, string>;
}

const MOST_SYNTAX_FAULTS = 10;
const CODES: { readonly [code: string]: readonly [code: string, message: string, hint?: string] } = {
  DUPLICATE_KEY: ['duplicate-key', 'This key stands twice in one mapping.', 'Keep one of them.'],
  MULTIPLE_DOCS: ['several-documents', 'The file holds several documents.', 'Write one contract a file.'],
  TAB_AS_INDENT: ['tab-indent', 'YAML does not allow tabs as indentation.', 'Indent with spaces.'],
};

/** Reads YAML 1.2 or JSON (by the file's suffix). Never throws, whatever the text. */
export function readDocument(text: string, file: string): Outcome<SourceDocument> {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineCounter();
  const parsed = parse(source, file, lines);
  if (!parsed.ok) return parsed;
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = syntaxFaults(parsed.value, source, file, at);
  if (syntax.length > 0) return { ok: false, faults: syntax };
  const tree = yamlToJson(parsed.value.contents);
  const faults = tree.mistakes.map((m) =>
    fault(m.code, m.message, { file, ...at(m.offset), path: m.path }, m.hint),
  );
  if (tree.value === null && faults.length === 0) faults.push(emptyFile(file));
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    value: { value: tree.value, places: makePlaces(file, tree.spans, at), exact: tree.exact },
  };
}

function parse(source: string, file: string, lineCounter: LineCounter): Outcome<Document.Parsed> {
  const options = { version: '1.2', schema: 'core', merge: false, prettyErrors: false } as const;
  try {
    return { ok: true, value: parseDocument(source, { ...options, logLevel: 'error', lineCounter }) };
  } catch {
    // The parser calls itself for each level: only nesting without end gets here.
    const message = 'The file is nested too deeply to be read.';
    return { ok: false, faults: [fault('too-large', message, { file, line: 1, column: 1, path: '' })] };
  }
}

function syntaxFaults(
  document: Document.Parsed,
  source: string,
  file: string,
  at: (offset: number) => { line: number; column: number },
): Fault[] {
  const found = oncePerLine(
    [...document.errors, ...document.warnings].map((error) => yamlFault(error, file, at)),
  );
  if (found.length > 0 || !file.toLowerCase().endsWith('.json') || isJson(source)) return found;
  const message = 'The file is YAML, but its name says JSON.';
  return [fault('bad-json', message, { file, line: 1, column: 1, path: '' }, 'Name it `.yaml`.')];
}

/** A parser that lost its way complains again and again: the first of a line counts, and the first lines. */
function oncePerLine(faults: readonly Fault[]): Fault[] {
  const deep = faults.find((f) => f.code === 'too-large');
  if (deep !== undefined) return [deep];
  const seen = new Set<string>();
  return faults
    .filter((f) => {
      const id = `${f.code} ${f.line ?? 0}`;
      return seen.has(id) ? false : seen.add(id);
    })
    .slice(0, MOST_SYNTAX_FAULTS);
}

function yamlFault(
  error: YAMLError,
  file: string,
  at: (offset: number) => { line: number; column: number },
): Fault {
  if (error.message.includes('call stack')) {
    return fault('too-large', 'The file is nested too deeply to be read.', {
      file,
      ...at(error.pos[0]),
      path: '',
    });
  }
  const [code, message, hint] = CODES[error.code] ?? [
    'bad-yaml',
    `The file can not be read: ${error.message.split('\n')[0]?.replace(/[.:]$/, '') ?? ''}.`,
  ];
  return fault(code, message, { file, ...at(error.pos[0]), path: '' }, hint);
}

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

function emptyFile(file: string): Fault {
  const hint = 'A contract begins with `apiVersion: v3.1.0` and `kind: DataContract`.';
  return fault('empty-file', 'The file is empty.', { file, line: 1, column: 1, path: '' }, hint);
}
