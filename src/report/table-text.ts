/** Columns of text that stand under each other, whatever script they are in. */
import { clean, cut, pad, widthOf } from './text-width.js';

export interface TableOptions {
  /** Blanks before each line. */
  readonly indent: number;
  readonly width: number;
  /** Colour of a finished cell; padding is not coloured. */
  readonly paint?: (cell: string, row: number, column: number) => string;
}

const GAP = 2;

/** Rows as lines; the widest columns give way where all do not fit. Cells are cleaned. No header of its own: it is a first row. */
export function table(rows: readonly (readonly string[])[], options: TableOptions): readonly string[] {
  const cells = rows.map((row) => row.map(clean));
  const widths = fit(columnWidths(cells), options.width - options.indent);
  const paint = options.paint ?? ((cell: string) => cell);
  return cells.map((row, r) => {
    const parts = row.map((cell, c) => {
      const shown = cut(cell, widths[c] ?? 0);
      const filled = c === row.length - 1 ? shown : pad(shown, widths[c] ?? 0);
      return paint(shown, r, c) + filled.slice(shown.length);
    });
    return (' '.repeat(options.indent) + parts.join(' '.repeat(GAP))).trimEnd();
  });
}

function columnWidths(cells: readonly (readonly string[])[]): number[] {
  const columns = Math.max(0, ...cells.map((row) => row.length));
  return Array.from({ length: columns }, (_, c) => Math.max(...cells.map((row) => widthOf(row[c] ?? ''))));
}

/** Takes from the widest, one column of text at a time, until the sum fits or nothing can give. */
function fit(widths: number[], width: number): readonly number[] {
  const room = width - GAP * (widths.length - 1);
  for (let over = widths.reduce((a, b) => a + b, 0) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= 6) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
