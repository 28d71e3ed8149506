/** Names of datasets → names of TypeScript types. */
import { digestText, shortDigest } from '../../model/digest.js';

/** Names that would hide a type of the language within their module. */
const GLOBAL = new Set(['Array', 'Boolean', 'Date', 'Function', 'Number', 'Object', 'Promise', 'Readonly', 'Record', 'String', 'Symbol', 'ValidationError']); // prettier-ignore

/**
 * One identifier a name, in the same order: `gold.route_daily` → `GoldRouteDaily`. Of names that come down to one identifier the first in
 * alphabetical order has it, the others get digits of their digest, so that nothing depends on the order of files.
 */
export function identifiers(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const chosen = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    const plain = pascalCase(name);
    const own = `${plain}_${shortDigest(digestText(name))}`;
    // Files of both stand in one folder, and not every system tells `A` from `a`.
    const free = plain === 'Dataset' || GLOBAL.has(plain) || taken.has(plain.toLowerCase()) ? own : plain;
    taken.add(free.toLowerCase());
    chosen.set(name, free);
  }
  return names.map((name) => chosen.get(name) ?? 'Dataset');
}

function pascalCase(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .slice(0, 200)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  if (joined === '') return 'Dataset';
  return /^\d/.test(joined) ? `_${joined}` : joined;
}
