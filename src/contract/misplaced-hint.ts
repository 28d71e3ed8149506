/** Keys that the standard knows, standing where they mean nothing: what they would need beside them. */
import { isObject, type Json } from '../model/json.js';
import { OPERATORS } from './operators.js';

export interface MisplacedHint {
  readonly message: string;
  readonly hint: string;
}

const NEEDS: { readonly [key: string]: readonly [needs: string, hint: string] } = {
  query: ['a rule of `type: sql`', 'Add `type: sql`.'],
  engine: ['a rule of `type: custom`', 'Add `type: custom`.'],
  implementation: ['a rule of `type: custom`', 'Add `type: custom`.'],
  arguments: ['a rule with a `metric`', 'Arguments of a custom rule stand in its `implementation`.'],
  rule: ['a rule of `type: library`', 'Write `metric`.'],
  items: ['`logicalType: array`', 'Set `logicalType: array`.'],
  properties: ['`logicalType: object`', 'Set `logicalType: object`.'],
};

/** @param owner the object that the key stands in. */
export function misplacedHint(key: string, owner: Json | undefined): MisplacedHint {
  const [needs, hint] = NEEDS[key] ?? operatorNeeds(key, owner);
  return { message: `\`${key}\` belongs to ${needs}; here it would do nothing.`, hint };
}

function operatorNeeds(key: string, owner: Json | undefined): readonly [string, string] {
  if (!OPERATORS.some((operator) => operator === key)) return ['another place', 'Take it out.'];
  const isCustom = isObject(owner) && owner['type'] === 'custom';
  const hint = isCustom
    ? `Move \`${key}\` into \`implementation\`.`
    : 'Add a `metric`, or `type: sql` and a `query`.';
  return ['a rule with a `metric` or a `query`', hint];
}
