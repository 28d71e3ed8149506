/** A table of records: scrolls inside its own frame where the page is narrow, and is read as a table by all readers. */
import type { ReactNode } from 'react';
import styles from './data-table.module.css';

export interface TableColumn<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** The cell names the row. */
  readonly isRowHeader?: boolean;
  /** Least width, as CSS: text that may break anywhere would else be squeezed to a letter a line. */
  readonly least?: string;
  /** Left out on a phone, where the row says enough without it. */
  readonly wideOnly?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Marks the row as the chosen one. */
  readonly isCurrent?: (row: Row) => boolean;
}

export function DataTable<Row>({ caption, columns, rows, rowKey, isCurrent }: DataTableProps<Row>) {
  return (
    <div className={styles['frame']} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className={styles['caption']}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" {...marks(column)} style={{ minWidth: column.least }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} aria-current={isCurrent?.(row) === true ? 'true' : undefined}>
              {columns.map((column) =>
                column.isRowHeader === true ? (
                  <th key={column.key} scope="row" {...marks(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} {...marks(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const marks = <Row,>({ numeric, wideOnly }: TableColumn<Row>) => ({
  'data-numeric': numeric === true ? true : undefined,
  'data-wide': wideOnly === true ? true : undefined,
});
