/** An ODCS document → the YAML text that a person would have written. */
import { Document, isCollection, isMap, isPair, isScalar, Scalar, type Node, type Pair } from 'yaml';
import type { JsonObject } from '../model/json.js';
import { inKeyOrder } from './key-order.js';

/** Mappings that stand on one line where they are short. */
const SHORT_MAPPINGS = new Set(['logicalTypeOptions', 'arguments']);
/** Longer ones take a line an entry. */
const LONGEST_FLOW = 72;

/**
 * The text, UTF-8, ending in a line end. `readContract` reads from it the same document; YAML 1.1 readers see the same values too, because what
 * they would take for a date or for true is put in quotes.
 * @param comments by JSON pointer into the document: text that stands above that key or item; `''`: at the top of the file
 */
export function contractText(
  document: JsonObject,
  comments: ReadonlyMap<string, string> = new Map(),
): string {
  const yaml = new Document(inKeyOrder(document), {
    version: '1.2',
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
    keepUndefined: false,
  });
  const holders = new Set([...comments.keys()].flatMap(ancestors));
  const top = comments.get('');
  if (top !== undefined) yaml.commentBefore = commentLines(top);
  if (isCollection(yaml.contents)) dress(yaml.contents, '', '', { comments, holders });
  return yaml.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
}

interface Wishes {
  readonly comments: ReadonlyMap<string, string>;
  /** Every pointer that has a comment below it. */
  readonly holders: ReadonlySet<string>;
}

/** Sets what the library can not know: which collections are short, which texts need escapes, and the comments. */
function dress(node: unknown, path: string, key: string, wishes: Wishes): void {
  if (isScalar(node)) escapeOddText(node);
  if (!isCollection(node)) return;
  if (!wishes.holders.has(path) && isShort(node, key)) node.flow = true;
  node.items.forEach((item, index) => {
    if (!isPair(item)) {
      dress(item, `${path}/${index}`, '', wishes);
      comment(item, wishes.comments.get(`${path}/${index}`));
      return;
    }
    const name = isScalar(item.key) ? String(item.key.value) : '';
    const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    dressKey(item);
    comment(item.key, wishes.comments.get(at));
    dress(item.value, at, name, wishes);
  });
}

/** A list of plain values, or one of the mappings that people write in one line. */
function isShort(node: Node, key: string): boolean {
  if (isMap(node) && !SHORT_MAPPINGS.has(key)) return false;
  const text = JSON.stringify(node);
  return text.length <= LONGEST_FLOW && !text.includes('{', 1) && !text.includes('\\n');
}

/** `<<` in plain letters is a merge key to many readers. */
function dressKey(pair: Pair): void {
  if (!isScalar(pair.key)) return;
  escapeOddText(pair.key);
  if (pair.key.value === '<<') pair.key.type = Scalar.QUOTE_SINGLE;
}

/**
 * Everything that is not printable text, and what an editor or a UTF-8 encoder would change, is written with escapes; so are several lines of which one
 * begins or ends with a blank, which a block of text would take for its indentation.
 */
function escapeOddText(node: Scalar): void {
  const odd = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
  const blankAtAnEnd = /\n[ \t]|[ \t]\n|^[ \t][^]*\n|\n[^]*[ \t]$/;
  const { value } = node;
  if (typeof value === 'string' && (odd.test(value) || blankAtAnEnd.test(value)))
    node.type = Scalar.QUOTE_DOUBLE;
}

function comment(node: unknown, text: string | undefined): void {
  if (text !== undefined && (isScalar(node) || isCollection(node))) node.commentBefore = commentLines(text);
}

/** Each line with a space before it, which the library puts behind the `#`. */
function commentLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => ` ${line.replace(/\p{C}/gu, ' ').trimEnd()}`)
    .join('\n');
}

/** `/schema/0/name` → ``, `/schema`, `/schema/0`. */
function ancestors(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.slice(0, -1).map((_, count) => steps.slice(0, count + 1).join('/'));
}
