/** Reads an ECMA-262 pattern: as one of Unicode code points where it can be, else by the lenient rules of the web. */
import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { SqlError } from './sql-error.js';

const parser = new RegExpParser({ ecmaVersion: 2025 });

/** @throws SqlError bad_pattern */
export function parsePattern(pattern: string): AST.Pattern {
  try {
    return parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch {
    try {
      return parser.parsePattern(pattern, 0, pattern.length, { unicode: false });
    } catch {
      throw new SqlError('bad_pattern', `/${pattern}/ is no regular expression of ECMA-262`);
    }
  }
}

/** A set of code points as sorted, disjoint ranges. */
export type Ranges = readonly (readonly [from: number, to: number])[];

const MOST = 0x10ffff;
const DIGIT: Ranges = [[0x30, 0x39]];
export const WORD: Ranges = [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]; // prettier-ignore
/** WhiteSpace and LineTerminator of ECMA-262. */
const SPACE: Ranges = [[0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]]; // prettier-ignore
const LINE_END: Ranges = [[0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]]; // prettier-ignore

/** The code points that a character, a class or an escape such as `\d` stands for. @throws SqlError bad_pattern */
export function codePoints(
  node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassRange,
): Ranges {
  switch (node.type) {
    case 'Character':
      return [[refuseHalf(node.value), node.value]];
    case 'CharacterClassRange':
      return [[refuseHalf(node.min.value), refuseHalf(node.max.value)]];
    case 'CharacterClass':
      return sign(
        node.elements.flatMap((element) => {
          if (
            element.type === 'Character' ||
            element.type === 'CharacterClassRange' ||
            element.type === 'CharacterSet'
          )
            return codePoints(element);
          throw new SqlError('bad_pattern', `${element.raw} in a pattern is not supported`);
        }),
        node.negate,
      );
    case 'CharacterSet':
      return setPoints(node);
  }
}

function setPoints(node: AST.CharacterSet): Ranges {
  switch (node.kind) {
    case 'any':
      return sign(LINE_END, true);
    case 'digit':
      return sign(DIGIT, node.negate);
    case 'space':
      return sign(SPACE, node.negate);
    case 'word':
      return sign(WORD, node.negate);
    case 'property':
      return sign(propertyPoints(node.value === null ? node.key : `${node.key}=${node.value}`), node.negate);
  }
}

/** A pattern without the u flag sees halves of a character; no database text has any. */
function refuseHalf(point: number): number {
  if (point >= 0xd800 && point <= 0xdfff)
    throw new SqlError('bad_pattern', 'a pattern can not look for half a character (a lone surrogate)');
  return point;
}

const properties = new Map<string, Ranges>();

/** Unicode properties as this runtime knows them, so that both engines match the same characters. */
function propertyPoints(property: string): Ranges {
  const known = properties.get(property);
  if (known !== undefined) return known;
  const test = new RegExp(`^\\p{${property}}$`, 'u');
  const found: [number, number][] = [];
  for (let point = 0; point <= MOST; point += 1) {
    if (point === 0xd800) point = 0xe000;
    if (!test.test(String.fromCodePoint(point))) continue;
    const last = found.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else found.push([point, point]);
  }
  properties.set(property, found);
  return found;
}

/** Sorted and merged; with `negate` all the others. */
function sign(ranges: Ranges, negate: boolean): Ranges {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return negate ? complement(merged) : merged;
}

function complement(ranges: Ranges): Ranges {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= MOST) rest.push([next, MOST]);
  return rest;
}
