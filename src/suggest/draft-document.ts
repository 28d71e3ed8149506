/** Proposals → an ODCS document, what its comments say, and which proposal each place of it came from. */
import { pointer } from '../contract/pointer.js';
import type { Json, JsonObject } from '../model/json.js';
import type { ColumnProfile } from './profile.js';
import type { Proposal } from './proposal.js';
import { nestedKeys } from './nested-keys.js';

/** Who and where, of the contract to be. */
export interface DraftSubject {
  readonly id: string;
  readonly version: string;
  readonly layer: string | null;
  readonly servers: readonly JsonObject[];
  /** Name of the object, as rules and people write it. */
  readonly object: string;
  /** Where it has another name in the source. */
  readonly physicalName: string | null;
  /** Lines at the top of the file. */
  readonly about: readonly string[];
}

export interface DraftDocument {
  readonly document: JsonObject;
  /** By JSON pointer; for `contractText`. */
  readonly comments: ReadonlyMap<string, string>;
  /** JSON pointer of a clause → id of the proposals that made it. */
  readonly origins: ReadonlyMap<string, readonly string[]>;
}

/** @param columns all of them, in order, also those without a proposal */
export function draftDocument(
  subject: DraftSubject,
  columns: readonly ColumnProfile[],
  proposals: readonly Proposal[],
): DraftDocument {
  const notes = new Notes();
  notes.comment('', subject.about.join('\n'));
  const properties = columns
    .filter(isSteady)
    .map((column, at) =>
      propertyOf(column, of(proposals, column.index), `/schema/0/properties/${at}`, notes),
    );
  const quality = rulesOf(of(proposals, null), '/schema/0/quality', notes);
  const slas = slasOf(proposals, subject, columns, notes);
  const document: JsonObject = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: subject.id,
    version: subject.version,
    status: 'draft',
    servers: subject.servers,
    ...(subject.layer === null ? {} : { customProperties: [{ property: 'layer', value: subject.layer }] }),
    schema: [
      {
        name: subject.object,
        ...(subject.physicalName === null ? {} : { physicalName: subject.physicalName }),
        ...(quality.length === 0 ? {} : { quality }),
        properties,
      },
    ],
    ...(slas.length === 0 ? {} : { slaProperties: slas }),
  };
  return { document, comments: notes.comments(), origins: notes.origins };
}

/** A JSON key that hardly any row has may be missing in the next file: a promise of it would be broken by chance. */
export function isSteady({ optional, values, nulls }: ColumnProfile): boolean {
  const rows = values + nulls;
  return !optional || rows < 100 || values > rows * 0.01;
}

const of = (proposals: readonly Proposal[], column: number | null): readonly Proposal[] =>
  proposals.filter((proposal) => proposal.column === column);

/** What is gathered while the document is built. */
class Notes {
  readonly origins = new Map<string, string[]>();
  readonly #lines = new Map<string, string[]>();

  comment(path: string, text: string): void {
    const lines = this.#lines.get(path) ?? [];
    if (text !== '' && !lines.includes(text)) lines.push(text);
    this.#lines.set(path, lines);
  }

  /** @param at where the comment stands, if not at the clause itself */
  made(path: string, proposal: Proposal, at: string = path): void {
    this.origins.set(path, [...(this.origins.get(path) ?? []), proposal.id]);
    this.comment(at, said(proposal));
  }

  comments(): ReadonlyMap<string, string> {
    return new Map(
      [...this.#lines]
        .filter(([, lines]) => lines.length > 0)
        .map(([path, lines]) => [path, lines.join('\n')]),
    );
  }
}

/** Evidence as the draft says it. A typed source's own types need no words. */
function said({ kind, evidence, confidence }: Proposal): string {
  if (kind === 'type' && confidence === null && evidence.startsWith("the source's")) return '';
  if (confidence === null) return evidence;
  return `seen: ${evidence.replace(/^seen: /, '')}; confidence ${confidence.toFixed(2)}`;
}

function propertyOf(
  column: ColumnProfile,
  proposals: readonly Proposal[],
  path: string,
  notes: Notes,
): JsonObject {
  const keys: Record<string, Json> = { name: column.name };
  for (const proposal of proposals) {
    if (proposal.clause.at !== 'property') continue;
    const entries = Object.entries(proposal.clause.keys);
    // A type that can not be told leaves only its reason, above the column.
    if (entries.length === 0) notes.comment(path, proposal.evidence);
    entries.forEach(([key, value], at) => {
      if (value === undefined) return;
      keys[key] = value;
      if (at === 0) notes.made(pointer(path, key), proposal);
      else notes.origins.set(pointer(path, key), [proposal.id]);
    });
  }
  const options = optionsOf(proposals, pointer(path, 'logicalTypeOptions'), notes);
  const quality = rulesOf(proposals, pointer(path, 'quality'), notes);
  return {
    ...keys,
    ...(column.fromPath ? { partitioned: true } : {}),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    ...(quality.length === 0 ? {} : { quality }),
    ...(column.source === null ? {} : nestedKeys(column.source)),
  };
}

/** The comments of all options stand above them, so that short ones stay on one line. */
function optionsOf(proposals: readonly Proposal[], path: string, notes: Notes): JsonObject {
  const options: Record<string, Json> = {};
  for (const proposal of proposals) {
    if (proposal.clause.at !== 'options') continue;
    for (const [key, value] of Object.entries(proposal.clause.keys)) {
      if (value === undefined) continue;
      options[key] = value;
      notes.made(pointer(path, key), proposal, path);
    }
  }
  return options;
}

function rulesOf(proposals: readonly Proposal[], path: string, notes: Notes): readonly JsonObject[] {
  const rules: JsonObject[] = [];
  for (const proposal of proposals) {
    if (proposal.clause.at !== 'quality') continue;
    notes.made(`${path}/${rules.length}`, proposal);
    rules.push(proposal.clause.rule);
  }
  return rules;
}

function slasOf(
  proposals: readonly Proposal[],
  { object }: DraftSubject,
  columns: readonly ColumnProfile[],
  notes: Notes,
): readonly JsonObject[] {
  const slas: JsonObject[] = [];
  for (const proposal of proposals) {
    const column = columns.find(({ index }) => index === proposal.column);
    if (proposal.clause.at !== 'sla' || column === undefined) continue;
    notes.made(`/slaProperties/${slas.length}`, proposal);
    slas.push({ ...proposal.clause.sla, element: `${object}.${column.name}` });
  }
  return slas;
}
