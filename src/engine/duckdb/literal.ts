/** Text as DuckDB SQL: for the statements that the engine itself writes. */

export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function listLiteral(texts: readonly string[]): string {
  return `[${texts.map(textLiteral).join(', ')}]`;
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
