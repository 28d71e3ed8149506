/** API tokens: the text of `assay token list` and `revoke`. */
import type { ApiToken } from '../model/access.js';
import { table } from './table-text.js';
import { colorsOf, columnsOf, type TextOptions } from './text-options.js';

/** One line a token. @param now ms since 1970: what has ended by then is shown as such */
export function tokenText(tokens: readonly ApiToken[], now: number, options: TextOptions): string {
  if (tokens.length === 0) return 'no token was ever made';
  const color = colorsOf(options);
  const paint = { valid: color.green, expired: color.yellow, revoked: color.red };
  const states = tokens.map((token) => stateOf(token, now));
  const rows = tokens.map((token, index) => [
    token.id,
    states[index] ?? '',
    token.name,
    token.grant.scopes.join(','),
    token.grant.domains === null ? 'all domains' : token.grant.domains.join(','),
    `until ${token.expiresAt.slice(0, 16)}Z`,
    `by ${token.createdBy}`,
  ]);
  return table(rows, {
    indent: 0,
    width: columnsOf(options),
    paint: (cell, row, column) => (column === 1 ? paint[states[row] ?? 'valid'](cell) : cell),
  }).join('\n');
}

function stateOf(token: ApiToken, now: number): 'valid' | 'expired' | 'revoked' {
  if (token.revokedAt !== null) return 'revoked';
  return Date.parse(token.expiresAt) <= now ? 'expired' : 'valid';
}
