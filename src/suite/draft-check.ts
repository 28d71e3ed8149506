/** Builds one check: everything that is known of its kind is held against what the author asks. */
import type { Limit, Unit } from '../model/check.js';
import type { Property } from '../model/contract.js';
import { fault, type Fault, type Outcome, type Place } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import type { CatalogueEntry, CheckKind } from '../model/kit.js';
import { checkArguments } from './check-arguments.js';
import { nameHint } from './name-hint.js';
import { type DatasetContext, type Draft, placeWithin } from './draft.js';
import { foreignOperand } from './foreign-operand.js';
import { pointlessLimit } from './observable.js';
import { readLimit } from './read-limit.js';

/** A check as a clause or a rule asks for it. */
export interface CheckWish {
  readonly kind: string;
  readonly property: Property | null;
  readonly args?: JsonObject;
  /** The part of the arguments that makes its id, once they are validated; default all. */
  readonly identity?: (args: JsonObject) => JsonObject;
  /** Given by the clause; rules state `operators` instead. */
  readonly limit?: Limit;
  readonly operators?: JsonObject;
  readonly unit?: string | null;
  /** The kind's level does not matter: the clause knows where it belongs. */
  readonly isClause: boolean;
  readonly clause: Place;
  /** Where operators and unit stand, and the arguments; default the clause. */
  readonly place?: Place;
  readonly argsPlace?: Place;
}

export type DraftedCheck = Pick<
  Draft,
  'kind' | 'property' | 'args' | 'identity' | 'limit' | 'unit' | 'clause' | 'isRule'
>;

/** The check, or all that is wrong with it. */
export function draftCheck(wish: CheckWish, context: DatasetContext): Outcome<DraftedCheck> {
  const place = wish.place ?? wish.clause;
  const entry = context.catalogue.get(wish.kind);
  if (entry === undefined) return { ok: false, faults: [noKind(wish, context, place)] };
  const level = wish.isClause ? null : levelFault(entry.check, wish, context, place);
  if (level !== null) return { ok: false, faults: [level] };
  const argsPlace = wish.argsPlace ?? placeWithin(place, 'arguments');
  const args = checkArguments(entry, wish.args ?? {}, wish.property, context, argsPlace);
  const unit = readUnit(entry.check, wish.unit ?? null, place);
  const limit = limitOf(entry, wish, unit.ok ? unit.value : entry.check.units[0], place);
  if (!args.ok || !unit.ok || !limit.ok)
    return { ok: false, faults: [args, unit, limit].flatMap((part) => (part.ok ? [] : part.faults)) };
  return {
    ok: true,
    value: {
      kind: entry.check,
      property: wish.property,
      args: args.value,
      identity: wish.identity?.(args.value) ?? args.value,
      limit: limit.value,
      unit: unit.value,
      clause: wish.clause,
      isRule: !wish.isClause,
    },
  };
}

function noKind(wish: CheckWish, { catalogue }: DatasetContext, place: Place): Fault {
  if (wish.isClause) {
    const hint = 'Install the pack that has it.';
    return fault(
      'missing-kind',
      `No check pack has the kind ${wish.kind}, which this clause needs.`,
      place,
      hint,
    );
  }
  const names = [...catalogue.keys()];
  const hint = nameHint(wish.kind, names, `The metrics are ${names.join(', ')}.`);
  return fault('unknown-metric', `There is no metric ${wish.kind}.`, placeWithin(place, 'metric'), hint);
}

function levelFault(
  kind: CheckKind,
  { property, args = {} }: CheckWish,
  { dataset }: DatasetContext,
  place: Place,
): Fault | null {
  const at = placeWithin(place, 'metric');
  if (property === null && kind.level === 'column') {
    const hint = 'Move the rule to the `quality` of a property.';
    return fault('wrong-level', `${kind.kind} is a rule of a column, not of ${dataset.name}.`, at, hint);
  }
  if (property !== null && kind.level === 'dataset') {
    const hint = `Move the rule to the \`quality\` of ${dataset.name}.`;
    return fault('wrong-level', `${kind.kind} is a rule of the dataset, not of ${property.path}.`, at, hint);
  }
  if (kind.kind !== 'duplicateValues') return null;
  const named = args['columns'] !== undefined;
  if (property === null && !named) {
    const hint = 'Write `arguments: {properties: [...]}`.';
    return fault(
      'missing-argument',
      'duplicateValues of a dataset needs the names of its columns.',
      at,
      hint,
    );
  }
  if (property === null || !named) return null;
  const hint = `Move the rule to the \`quality\` of ${dataset.name}.`;
  return fault(
    'wrong-level',
    `duplicateValues of the column ${property.path} takes no list of columns.`,
    at,
    hint,
  );
}

const UNIT_WORDS: readonly Unit[] = ['rows', 'percent'];

function readUnit(kind: CheckKind, written: string | null, place: Place): Outcome<Unit> {
  const [first] = kind.units;
  if (written === null) return { ok: true, value: first };
  const at = placeWithin(place, 'unit');
  const unit = UNIT_WORDS.find((word) => word === written);
  if (unit === undefined) {
    const hint =
      written === '%' ? 'Did you mean percent?' : nameHint(written, UNIT_WORDS, 'Write rows or percent.');
    return { ok: false, faults: [fault('bad-unit', `There is no unit "${written}".`, at, hint)] };
  }
  if (kind.units.includes(unit)) return { ok: true, value: unit };
  const takes = kind.units.filter((each) => UNIT_WORDS.includes(each));
  const hint =
    takes.length === 0 ? 'Leave `unit` out.' : `Write ${takes.join(' or ')}, or leave \`unit\` out.`;
  return { ok: false, faults: [fault('bad-unit', `${kind.kind} is not measured in ${unit}.`, at, hint)] };
}

function limitOf({ check: kind }: CatalogueEntry, wish: CheckWish, unit: Unit, place: Place): Outcome<Limit> {
  if (wish.limit !== undefined) return { ok: true, value: wish.limit };
  const read = readLimit(wish.operators ?? {}, kind.operand ?? 'number', place);
  if (!read.ok) return read;
  const limit = read.value ?? kind.defaultLimit;
  if (limit === undefined) {
    const message = `${kind.kind} needs an operator that says what is allowed.`;
    const hint = 'Write one of mustBe, mustBeLessThan, mustBeBetween, …';
    return { ok: false, faults: [fault('missing-operator', message, place, hint)] };
  }
  const wrong =
    read.value === null
      ? null
      : (foreignOperand(kind, limit, wish.property, place) ?? pointlessLimit(kind, limit, unit, place));
  return wrong === null ? { ok: true, value: limit } : { ok: false, faults: [wrong] };
}
