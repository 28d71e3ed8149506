/** What a draft dataset declares of its columns' types. */
import type { LogicalType } from '../../model/type.js';
import { isTextColumn } from '../../suite/text-column.js';
import type { DraftDataset } from './draft.js';
import { textOf } from './json-read.js';

export interface DeclaredColumn {
  readonly name: string;
  readonly logicalType: LogicalType | null;
  readonly physicalType: string | null;
  /** The source keeps the column as text, whatever it means. */
  readonly isText: boolean;
}

const LOGICAL: readonly LogicalType[] = [
  ...(['string', 'date', 'timestamp', 'time', 'number'] as const),
  ...(['integer', 'object', 'array', 'boolean'] as const),
];

/** By name of the column; a column that is not declared has no type. */
export function columnTypes({ columns }: Pick<DraftDataset, 'columns'>): (column: string) => DeclaredColumn {
  const byName = new Map(columns.map(({ name, keys }) => [name, keys]));
  return (column) => {
    const keys = byName.get(column) ?? {};
    const physicalType = textOf(keys['physicalType']);
    return {
      name: column,
      physicalType,
      logicalType: LOGICAL.find((type) => type === keys['logicalType']) ?? null,
      isText: isTextColumn({ physicalType }),
    };
  };
}
