/** What `assay init` says when it is done: what was looked at, what was written, what to do now. */
import type { WrittenFile } from '../../app/init/init-write.js';
import { counted } from '../../suggest/readable.js';
import type { Suggestion } from '../../suggest/suggestion.js';

export interface Told {
  readonly suggestion: Suggestion;
  readonly written: readonly WrittenFile[];
  /** Path of the contract, relative to the project. */
  readonly contract: string;
  /** What to `cd` to; null where the caller stands there already. */
  readonly folder: string | null;
  /** A variable to set first. */
  readonly needs: string | null;
  /** How this program was called: `assay`, `npx assay`. */
  readonly program: string;
}

/** Plain lines. */
export function initText({ suggestion, written, contract, folder, needs, program }: Told): string {
  const { rows, sample, rules, dropped, contract: document } = suggestion;
  const columns = columnCount(document);
  const looked =
    sample === null ? `${counted(rows)} rows` : `about ${counted(sample)} of ${counted(rows)} rows`;
  const rest =
    dropped.length === 0
      ? ''
      : `; ${dropped.length} more did not hold and were left out (the draft says which)`;
  const steps = [
    ...(folder === null ? [] : [[`cd ${quoted(folder)}`, '']]),
    ...(needs === null ? [] : [[`export ${needs}=…`, 'the password; it is written nowhere']]),
    [`${program} check ${suggestion.dataset}`, 'run the checks'],
    [`${program} compile ${suggestion.dataset}`, 'see what each clause became'],
  ] as const;
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return [
    `Looked at ${looked}, ${columns} columns: ${rules.length} rules${testedWord(suggestion)}${rest}.`,
    '',
    ...written.map(({ path, how }) => `  ${how.padEnd(10)}${path}`),
    '',
    'Next:',
    ...steps.map(([command = '', what = '']) => `  ${command.padEnd(width + 3)}${what}`.trimEnd()),
    '',
    `Then read ${contract}: it is a draft, with the evidence for every rule beside it.`,
  ].join('\n');
}

const testedWord = ({ heldOut }: Suggestion): string =>
  heldOut.length === 0 ? '' : ', tried on rows that they were not learned from';

function columnCount(document: Suggestion['contract']): number {
  const schema = document['schema'];
  const first: unknown = Array.isArray(schema) ? schema[0] : null;
  const properties: unknown =
    typeof first === 'object' && first !== null && 'properties' in first ? first.properties : null;
  return Array.isArray(properties) ? properties.length : 0;
}

const quoted = (path: string): string =>
  /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
