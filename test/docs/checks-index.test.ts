/** The index of kinds lists exactly the catalogue, with what each kind says of itself. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPacks } from '../../src/app/load-packs.js';
import { readPage } from './read-markdown.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kinds = readdirSync(`${root}checks`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

interface Row {
  readonly kind: string;
  readonly level: string;
  readonly units: string;
  readonly limit: string;
}

const rows = readPage('docs/checks.md')
  .split('\n')
  .flatMap((line): Row[] => {
    const match = /^\| \[(\w+)\]\(\.\.\/checks\/(\w+)\/README\.md\) \|(.*)\|$/.exec(line);
    if (match === null) return [];
    const [, kind = '', folder, rest = ''] = match;
    expect(folder).toBe(kind);
    const [, level = '', units = '', limit = ''] = rest.split('|').map((cell) => cell.trim());
    return [{ kind, level, units, limit: limit.replace(/ \(.*/, '') }];
  });

describe('docs/checks.md', () => {
  it('lists every kind once, and nothing else', () => {
    expect(rows.map((row) => row.kind).sort()).toEqual(kinds);
  });

  it('says of each kind what its code says', async () => {
    const { catalogue, faults } = await loadPacks(root, []);
    expect(faults).toEqual([]);
    const coded = rows.map(({ kind }): Row => {
      const check = catalogue.get(kind)?.check;
      const limit = check?.defaultLimit;
      const level = check?.level === 'both' ? 'either' : (check?.level ?? '');
      const value = limit !== undefined && 'value' in limit ? `${limit.op} ${String(limit.value)}` : '–';
      return { kind, level, units: check?.units.join(', ') ?? '', limit: value };
    });
    expect(rows).toEqual(coded);
  });
});
