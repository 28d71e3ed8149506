/**
 * ECMA-262 patterns in the words of the engines: RE2 (DuckDB) and ARE (PostgreSQL). Every class is written out as code
 * points, so that `\d`, `\s`, `.` and `\b` mean on both what they mean in ECMA-262.
 */
import type { AST } from '@eslint-community/regexpp';
import { codePoints, parsePattern, WORD, type Ranges } from './pattern-ast.js';
import { SqlError } from './sql-error.js';

export type RegexDialect = 're2' | 'are';

/** A conjunction of patterns: what stands for a pattern where an engine has no lookahead. */
export interface PatternTest {
  readonly pattern: string;
  readonly negated: boolean;
}

/**
 * The tests that together say whether `pattern` is found in a text.
 * Lookaheads at the very start of an anchored pattern (`^(?=.*\d)…`) become tests of their own on RE2.
 * @throws SqlError bad_pattern for what the engine can not do
 */
export function patternTests(pattern: string, dialect: RegexDialect): readonly PatternTest[] {
  const ast = parsePattern(pattern);
  const [only] = ast.alternatives;
  if (dialect === 're2' && ast.alternatives.length === 1 && only !== undefined) {
    const leading = leadingLookaheads(only.elements);
    if (leading > 0) {
      const rest = only.elements.slice(leading + 1);
      const tests = only.elements.slice(1, leading + 1).map((element) => ({
        pattern: `\\A${group(lookahead(element).alternatives, dialect)}`,
        negated: lookahead(element).negate,
      }));
      return [...tests, { pattern: `\\A${sequence(rest, dialect)}`, negated: false }];
    }
  }
  return [{ pattern: alternatives(ast.alternatives, dialect), negated: false }];
}

/** How many lookaheads follow a leading `^`. */
function leadingLookaheads(elements: readonly AST.Element[]): number {
  const [first, ...rest] = elements;
  if (first?.type !== 'Assertion' || first.kind !== 'start') return 0;
  const end = rest.findIndex((element) => element.type !== 'Assertion' || element.kind !== 'lookahead');
  return end === -1 ? rest.length : end;
}

function lookahead(element: AST.Element): AST.LookaheadAssertion {
  if (element.type === 'Assertion' && element.kind === 'lookahead') return element;
  throw new Error('not a lookahead');
}

function alternatives(all: readonly AST.Alternative[], dialect: RegexDialect): string {
  return all.map((one) => sequence(one.elements, dialect)).join('|');
}

const group = (all: readonly AST.Alternative[], dialect: RegexDialect): string =>
  `(?:${alternatives(all, dialect)})`;

function sequence(elements: readonly AST.Element[], dialect: RegexDialect): string {
  return elements.map((element) => write(element, dialect)).join('');
}

function write(node: AST.Element, dialect: RegexDialect): string {
  switch (node.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return writeClass(codePoints(node), dialect);
    case 'CapturingGroup':
      return group(node.alternatives, dialect);
    case 'Group':
      if (node.modifiers !== null) throw cannot(node);
      return group(node.alternatives, dialect);
    case 'Quantifier':
      return writeQuantifier(node, dialect);
    case 'Assertion':
      return writeAssertion(node, dialect);
    default:
      throw cannot(node);
  }
}

const cannot = (node: AST.Node): SqlError =>
  new SqlError('bad_pattern', `the engine's regular expressions can not do ${node.raw}`);

function writeAssertion(node: AST.Assertion, dialect: RegexDialect): string {
  switch (node.kind) {
    case 'start':
      return '\\A';
    case 'end':
      return dialect === 're2' ? '\\z' : '\\Z';
    case 'word':
      if (dialect === 're2') return node.negate ? '\\B' : '\\b';
      return wordEdge(node.negate);
    case 'lookahead':
    case 'lookbehind': {
      if (dialect === 're2') throw cannot(node);
      const mark = `${node.kind === 'lookbehind' ? '<' : ''}${node.negate ? '!' : '='}`;
      return `(?${mark}${alternatives(node.alternatives, dialect)})`;
    }
  }
}

/** The `\y` of ARE goes by the letters of a locale; here a word is of [0-9A-Za-z_]. */
function wordEdge(negated: boolean): string {
  const word = writeClass(WORD, 'are');
  const [before, after] = negated ? ['=', '!'] : ['!', '='];
  return `(?:(?<=${word})(?${before}${word})|(?<!${word})(?${after}${word}))`;
}

/** The largest count that a quantifier may hold. */
const MOST_REPEATS: { readonly [dialect in RegexDialect]: number } = { re2: 1000, are: 255 };

/** Greedy or not makes no difference to whether there is a match; what repeats too often is written in parts. */
function writeQuantifier(node: AST.Quantifier, dialect: RegexDialect): string {
  const { element, min, max } = node;
  if (element.type === 'Assertion') throw cannot(node);
  const atom = write(element, dialect);
  const most = MOST_REPEATS[dialect];
  const parts: string[] = [];
  let [least, left] = [min, max === Number.POSITIVE_INFINITY ? null : max];
  while (least > most) {
    parts.push(`${atom}{${String(most)}}`);
    least -= most;
    if (left !== null) left -= most;
  }
  while (left !== null && left > most) {
    parts.push(`${atom}{${String(least)},${String(most)}}`);
    left -= most;
    least = 0;
  }
  return parts.join('') + atom + counts(least, left);
}

function counts(min: number, max: number | null): string {
  if (max === null) return min === 0 ? '*' : min === 1 ? '+' : `{${String(min)},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${String(min)}}` : `{${String(min)},${String(max)}}`;
}

function writeClass(ranges: Ranges, dialect: RegexDialect): string {
  const [first] = ranges;
  if (first === undefined) throw new SqlError('bad_pattern', 'a class of no character never matches');
  if (ranges.length === 1 && first[0] === first[1]) return writePoint(first[0], dialect);
  const body = ranges.map(([from, to]) =>
    from === to ? writePoint(from, dialect) : `${writePoint(from, dialect)}-${writePoint(to, dialect)}`,
  );
  return `[${body.join('')}]`;
}

/** Letters, digits and spaces as themselves; everything else so that it can mean nothing else. */
function writePoint(point: number, dialect: RegexDialect): string {
  const char = String.fromCodePoint(point);
  if (/^[0-9A-Za-z _@,;'"/%&<>!~`#]$/.test(char)) return char;
  if (point > 0x20 && point < 0x7f) return `\\${char}`;
  if (/^[\p{L}\p{N}\p{S}]$/u.test(char)) return char;
  const hex = point.toString(16);
  if (dialect === 're2') return `\\x{${hex}}`;
  return point <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
