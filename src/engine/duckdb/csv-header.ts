/** The first line of a CSV file, taken apart: names and delimiter without any guessing of what follows. */

/** What may stand between two fields when the server does not say; the first wins a tie. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that stands most often outside of quotes. */
export function delimiterOfLine(line: string): string {
  const outside = line.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => outside.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Names of the columns; an empty one is called by its position and a repeated one gets a number, so that each can be asked for. */
export function namesOfLine(line: string, delimiter: string): readonly string[] {
  const taken = new Set<string>();
  return fields(line, delimiter).map((field, i) => {
    const name = field === '' ? `column${i}` : field;
    let free = name;
    for (let n = 1; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Fields of one line; a quoted one may hold the delimiter, and a quote as `""`. */
function fields(line: string, delimiter: string): readonly string[] {
  const found: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const end = rest.indexOf(delimiter, quoted?.[0].length ?? 0);
    const written = end < 0 ? rest : rest.slice(0, end);
    found.push(quoted === null ? written : (quoted[1] ?? '').replaceAll('""', '"'));
    if (end < 0) return found;
    rest = rest.slice(end + delimiter.length);
  }
}
