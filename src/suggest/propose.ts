/** Profile → proposals: few, each with its ground. What a sensible person would strike out is not proposed. */
import { isIdName } from './column-name.js';
import { isRoomy } from './enough.js';
import { personalHint } from './personal.js';
import type { ColumnProfile, Profile } from './profile.js';
import type { Proposal } from './proposal.js';
import { proposeDataset } from './propose-dataset.js';
import { keysOf, proposeKeys } from './propose-keys.js';
import { hasRareNulls, proposeNulls } from './propose-nulls.js';
import { proposeRange } from './propose-range.js';
import { proposeText } from './propose-text.js';
import { afterNone } from './confidence.js';

export interface ProposeOptions {
  /** Name of the table, as one that a person gave it. */
  readonly table: string;
  /** ms since 1970: what is recent. */
  readonly asOf: number;
}

/** All proposals in the order of the columns, those of the dataset last. */
export function propose(profile: Profile, options: ProposeOptions): readonly Proposal[] {
  const keys = keysOf(profile, options.table);
  return [
    ...profile.columns.flatMap((column) => {
      const personal = personalHint(column, options.table);
      const isKey = keys.primary.includes(column.index);
      const shared = [
        ...ofType(column),
        ...proposeNulls(column, {
          rows: profile.rows,
          isKey,
          mayBeLuck: !isIdName(column.name) && hasRareNulls(column, profile.columns, profile.rows),
        }),
      ];
      const hint: readonly Proposal[] =
        personal === null
          ? []
          : [
              {
                id: `${column.index}/classification`,
                kind: 'classification',
                column: column.index,
                clause: { at: 'property', keys: { classification: personal.classification } },
                evidence: `${personal.reason}: a hint, for you to confirm`,
                confidence: null,
              },
            ];
      const values = isRoomy(column)
        ? [
            ...proposeRange(column, { isKey, isPersonal: personal !== null }),
            ...proposeText(column, personal !== null),
          ]
        : [];
      return [...shared, ...hint, ...values];
    }),
    ...proposeKeys(profile, keys),
    ...proposeDataset(profile, options.asOf),
  ];
}

/** The type of text is a rule that its values must keep to; that of a typed source is what the source says. */
function ofType(column: ColumnProfile): readonly Proposal[] {
  const { index, type, source, values, typeEvidence: evidence } = column;
  const physical = source === null || HOLDS_NAMES.includes(source.name) ? {} : { physicalType: source.text };
  const keys = { ...(type === null ? {} : { logicalType: type }), ...physical };
  const isTold = source === null && type !== 'string';
  return [
    {
      id: `${index}/type`,
      kind: 'type',
      column: index,
      clause: { at: 'property', keys },
      evidence,
      confidence: isTold && type !== null ? afterNone(values) : null,
    },
  ];
}

/** Their text lists fields or values. */
const HOLDS_NAMES = ['enum', 'struct', 'list', 'map', 'union'];
