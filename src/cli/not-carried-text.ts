/** What an import or an export could not say, for people. */
import type { NotCarried } from '../exchange/imported.js';

/** One reason, and all the places that it is about. Empty where everything was carried. */
export function notCarriedText(list: readonly NotCarried[]): string {
  if (list.length === 0) return '';
  const byReason = new Map<string, NotCarried[]>();
  for (const each of list) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  const groups = [...byReason].map(([reason, all]) =>
    [`  ${reason}`, ...all.map(({ where, what }) => `    ${where}: ${what}`)].join('\n'),
  );
  return [`Not carried (${String(list.length)}):`, ...groups].join('\n');
}
