/** The logical type of a column: of a typed source its own type, of text what every single value reads as. */
import { isNull, length, not } from '../model/expr.js';
import { logicalTypeFits } from '../model/logical-type.js';
import type { ColumnInfo, TableInfo } from '../model/table.js';
import type { LogicalType, SourceType } from '../model/type.js';
import { isIdName, isLabelName, isTimeName } from './column-name.js';
import { ENOUGH_FOR_INTEGER } from './enough.js';
import type { ProfiledColumn } from './profile.js';
import { countWhere, numberAt, rawOf, type Answers, type Question } from './question.js';
import { counted } from './readable.js';

/** Narrowest first. A boolean in text is the word itself: `0`, `Y` and `T` may mean anything. */
const OF_TEXT: readonly LogicalType[] = ['integer', 'number', 'date', 'timestamp', 'time'];
const OF_JSON: readonly LogicalType[] = [
  ...(['integer', 'number', 'boolean', 'date', 'timestamp', 'time'] as const),
  ...(['string', 'object', 'array'] as const),
];

/** Digits from here on are an account, a card or a serial number: nothing that one computes with. */
const LONG_NUMBER = 14;

/** What has to be known of the columns of a text source; nothing for a source with types. */
export function typeQuestions(table: TableInfo): readonly Question[] {
  return table.columns.flatMap((column, index) => {
    if (column.type !== null) return [];
    const raw = rawOf(column.name);
    const reads = (type: LogicalType): Question =>
      countWhere(`${index}/reads/${type}`, { expr: 'readsAs', of: raw, type });
    const isJson = isJsonColumn(column, table);
    return [
      countWhere(`${index}/values`, not(isNull(raw))),
      ...(isJson ? OF_JSON : OF_TEXT).map(reads),
      ...(isJson
        ? []
        : [
            countWhere(`${index}/words`, {
              expr: 'matches',
              of: raw,
              pattern: '^([Tt]rue|[Ff]alse|TRUE|FALSE)$',
            }),
            countWhere(`${index}/padded`, { expr: 'matches', of: raw, pattern: '^[+-]?0\\d' }),
            {
              key: `${index}/shortest`,
              measure: { measure: 'aggregate', fn: 'min', of: length(raw) },
            } as const,
          ]),
    ];
  });
}

/** The columns of a table with their types. */
export function typedColumns(table: TableInfo, answers: Answers): readonly ProfiledColumn[] {
  return table.columns.map((column, index) => ({
    index,
    name: column.name,
    source: column.type,
    optional: isJsonColumn(column, table),
    fromPath: column.fromPath === true,
    ...(column.type === null ? ofText(column, index, table, answers) : ofSource(column.type)),
  }));
}

type Typed = Pick<ProfiledColumn, 'type' | 'typeEvidence'>;

const isJsonColumn = (column: ColumnInfo, table: TableInfo): boolean =>
  table.text === 'json' && column.fromPath !== true;

function ofText(column: ColumnInfo, index: number, table: TableInfo, answers: Answers): Typed {
  const values = numberAt(answers, `${index}/values`) ?? 0;
  if (values === 0) return { type: null, typeEvidence: 'no row has a value, so nothing tells its type' };
  const all = (key: string): boolean => numberAt(answers, `${index}/${key}`) === values;
  const isJson = isJsonColumn(column, table);
  const found = (isJson ? OF_JSON : OF_TEXT).find((type) => all(`reads/${type}`));
  const evidence = `all ${counted(values)} values read as`;
  if (isJson) {
    if (found === undefined) return { type: null, typeEvidence: mixed(index, values, answers) };
    const type = found === 'integer' ? wholeType(column.name, values) : found;
    return { type, typeEvidence: `${evidence} ${type}` };
  }
  if (all('words')) return { type: 'boolean', typeEvidence: `${evidence} boolean` };
  if (found === undefined) return { type: 'string', typeEvidence: almost(index, values, answers) };
  const isCode = found === 'integer' || found === 'number' ? codeReason(index, answers) : null;
  return isCode === null
    ? ofNumber(found, column.name, values)
    : { type: 'string', typeEvidence: `all ${counted(values)} values are digits, but ${isCode}` };
}

function ofNumber(found: LogicalType, name: string, values: number): Typed {
  const type = found === 'integer' ? wholeType(name, values) : found;
  return { type, typeEvidence: `all ${counted(values)} values read as ${type}` };
}

/** A few whole numbers do not tell that there are no others, unless the name says that it counts or names. */
function wholeType(name: string, values: number): LogicalType {
  return values >= ENOUGH_FOR_INTEGER || isIdName(name) || isLabelName(name) || isTimeName(name)
    ? 'integer'
    : 'number';
}

/** Why digits are a text; null where they are a number. */
function codeReason(index: number, answers: Answers): string | null {
  const padded = numberAt(answers, `${index}/padded`) ?? 0;
  if (padded > 0) return `${counted(padded)} of them begin with a zero that a number would lose`;
  const shortest = numberAt(answers, `${index}/shortest`) ?? 0;
  return shortest >= LONG_NUMBER ? `they are at least ${shortest} digits long, as codes are` : null;
}

/** A text column most of whose values are something else: the reader should know. */
function almost(index: number, values: number, answers: Answers): string {
  const near = OF_TEXT.map((type) => ({ type, reads: numberAt(answers, `${index}/reads/${type}`) ?? 0 }))
    .filter(({ reads }) => reads >= values * 0.8)
    .at(0);
  return near === undefined
    ? `${counted(values)} values are text`
    : `${counted(values - near.reads)} of ${counted(values)} values do not read as ${near.type}`;
}

function mixed(index: number, values: number, answers: Answers): string {
  const kinds = (['string', 'number', 'boolean', 'object', 'array'] as const)
    .map((type) => ({ type, reads: numberAt(answers, `${index}/reads/${type}`) ?? 0 }))
    .filter(({ reads }) => reads > 0)
    .map(({ type, reads }) => `${counted(reads)} ${type}`);
  return `${counted(values)} values are of several kinds (${kinds.join(', ')}), so no type is stated`;
}

const OF_SOURCE: readonly LogicalType[] = [
  ...(['integer', 'boolean', 'date', 'timestamp', 'time', 'number'] as const),
  ...(['array', 'object', 'string'] as const),
];
/** Types that no logical type says anything useful of. */
const PHYSICAL_ONLY = ['json', 'blob', 'bit', 'interval', 'union'];

/** The first logical type that the source's own type can stand for; null where it has no word for it. */
export function logicalTypeOf(source: SourceType): LogicalType | null {
  if (PHYSICAL_ONLY.includes(source.name)) return null;
  return OF_SOURCE.find((type) => logicalTypeFits(type, source) === true) ?? null;
}

function ofSource(source: SourceType): Typed {
  return { type: logicalTypeOf(source), typeEvidence: "the source's own type" };
}
