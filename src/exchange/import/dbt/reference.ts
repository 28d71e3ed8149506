/** `ref(…)` and `source(…)` as they stand in dbt's texts. */

export type DbtReference =
  | {
      readonly kind: 'ref';
      readonly package: string | null;
      readonly name: string;
      readonly version: string | null;
    }
  | { readonly kind: 'source'; readonly source: string; readonly table: string };

const TEXT = String.raw`(?:'([^'\\]*)'|"([^"\\]*)")`;
const VERSION = String.raw`(?:\s*,\s*(?:v|version)\s*=\s*(?:'([^']*)'|"([^"]*)"|([\w.]+)))?`;
const REF = new RegExp(String.raw`^ref\s*\(\s*${TEXT}(?:\s*,\s*${TEXT})?${VERSION}\s*\)$`);
const SOURCE = new RegExp(String.raw`^source\s*\(\s*${TEXT}\s*,\s*${TEXT}\s*\)$`);

/** Reads one call, with or without Jinja's braces and `get_where_subquery` around it; null for anything else. */
export function parseDbtReference(text: string): DbtReference | null {
  const call = innerCall(text);
  const ref = REF.exec(call);
  if (ref !== null) {
    const [first = null, second = null] = [ref[1] ?? ref[2], ref[3] ?? ref[4]];
    const version = ref[5] ?? ref[6] ?? ref[7] ?? null;
    if (first === null) return null;
    return second === null
      ? { kind: 'ref', package: null, name: first, version }
      : { kind: 'ref', package: first, name: second, version };
  }
  const source = SOURCE.exec(call);
  const [name, table] = [source?.[1] ?? source?.[2], source?.[3] ?? source?.[4]];
  return name === undefined || table === undefined ? null : { kind: 'source', source: name, table };
}

function innerCall(text: string): string {
  const bare = /^\{\{\s*(.*?)\s*\}\}$/s.exec(text.trim())?.[1] ?? text.trim();
  return /^get_where_subquery\s*\(\s*(.*?)\s*\)$/s.exec(bare)?.[1] ?? bare;
}

/** The name under which a project keeps what a reference means. */
export function referenceKey(reference: DbtReference): string {
  return reference.kind === 'ref'
    ? `ref ${reference.name}${reference.version === null ? '' : ` v${reference.version.replace(/^v/, '')}`}`
    : `source ${reference.source} ${reference.table}`;
}
