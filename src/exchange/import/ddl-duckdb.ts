/** The text of a DuckDB DDL file → its statements, and which of them may run. */

export interface SqlStatement {
  readonly text: string;
  /** 1-based, of its first word. */
  readonly line: number;
}

/** What stands in quotes or in a comment, or separates statements; else one character. */
const PIECE =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$([A-Za-z_]*)\$[\s\S]*?(?:\$\1\$|$)|;|[\s\S]/g;

/** Cut at each `;` outside of quotes and comments. */
export function splitStatements(text: string): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  let line = 1;
  let start = { line: 1, text: '' };
  const end = (): void => {
    if (start.text.trim() !== '') found.push({ text: start.text.trim(), line: start.line });
    start = { line, text: '' };
  };
  for (const [piece] of text.matchAll(PIECE)) {
    if (piece === ';') end();
    else if (!/^(?:--|\/\*)/.test(piece)) {
      if (start.text === '' && piece.trim() !== '') start = { line, text: piece };
      else if (start.text !== '') start.text += piece;
    } else if (start.text !== '') start.text += ' ';
    line += piece.split('\n').length - 1;
  }
  end();
  return found;
}

const NAME = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*))*`;
const ALLOWED: readonly RegExp[] = [
  new RegExp(String.raw`^create\s+(?:or\s+replace\s+)?table\s+(?:if\s+not\s+exists\s+)?${NAME}\s*\(`, 'iu'),
  new RegExp(
    String.raw`^create\s+type\s+(?:if\s+not\s+exists\s+)?${NAME}\s+as\s+(?!enum\s*\(\s*[^'\s])`,
    'iu',
  ),
  /^create\s+schema\b/iu,
  /^create\s+(?:unique\s+)?index\b/iu,
  /^create\s+sequence\b/iu,
  /^alter\s+table\b/iu,
  /^comment\s+on\b/iu,
  /^drop\s+(?:table|type|schema|index|sequence)\b/iu,
];
/** Settings and transactions of the file's own session: nothing is lost without them. */
const SILENT = /^(?:begin|commit|start\s+transaction|set|pragma|use|analyze|checkpoint)\b/iu;

/**
 * `run`: it declares something and asks nothing. `skip`: it says nothing about tables. Else a sentence that says why it is not run. DuckDB itself then
 * runs it with external access off.
 */
export function judgeStatement(text: string): 'run' | 'skip' | { readonly refused: string } {
  const bare = withoutQuoted(text);
  if (SILENT.test(text)) return 'skip';
  if (/^create\s+(?:or\s+replace\s+)?(?:temp|temporary)\b/iu.test(text))
    return { refused: 'It is gone when its session ends.' };
  const asks = /\b(?:select|from)\b|\b(?:values|read_\w+|glob|getenv|query|query_table)\s*\(/iu.test(bare);
  if (!ALLOWED.some((form) => form.test(text)))
    return {
      refused:
        'Only statements that declare tables are run: CREATE TABLE, ALTER TABLE, COMMENT and the like.',
    };
  if (asks || /^create\s.*\)\s*as\b/isu.test(bare))
    return { refused: 'It asks for data; import the live database instead.' };
  return 'run';
}

/** Texts and quoted names emptied, so that what they hold is no keyword. */
function withoutQuoted(text: string): string {
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$/g, "''");
}
