/** Keys of the hallmark in the store: kept to the letter, and nothing that opens them beside them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { exportJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyRing } from '../../src/hallmark/key-ring.js';
import { unwrapKey } from '../../src/hallmark/wrap-key.js';
import type { SigningKey } from '../../src/model/hallmark.js';
import { openPglite } from '../../src/store/open-pglite.js';
import { openPostgres } from '../../src/store/open-postgres.js';
import { addKey, readKeys } from '../../src/store/signing-keys.js';
import type { OpenDatabase } from '../../src/store/store-database.js';
import { startPostgres } from '../support/postgres.js';

const SECRET = 'not-in-the-store-0123456789-0123456789';

interface Place {
  readonly open: () => Promise<OpenDatabase>;
  readonly leave: () => Promise<void>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  pglite: () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-keys-'));
    const leave = () => Promise.resolve(rmSync(folder, { recursive: true }));
    return Promise.resolve({ open: () => openPglite(join(folder, 'store')), leave });
  },
  postgres: async () => {
    const server = await startPostgres();
    const url = await server.createDatabase();
    return { open: () => openPostgres(url, 4), leave: () => server.close() };
  },
};

const key = (kid: string, createdAt: string): SigningKey => ({
  kid,
  publicJwk: JSON.stringify({ kty: 'OKP', kid }),
  wrapped: `eyJ..${kid}`,
  createdAt,
});

describe.each(Object.keys(places))('signing keys on %s', (name) => {
  let place: Place;
  let database: OpenDatabase;
  beforeAll(async () => {
    const find = places[name];
    if (find === undefined) throw new Error(name);
    place = await find();
    database = await place.open();
  });
  afterAll(async () => {
    await database.close();
    await place.leave();
  });

  test('come back to the letter, newest first, each once', async () => {
    const { db } = database;
    expect(await readKeys(db)).toEqual([]);
    const [a, b, c] = [
      key('a', '2026-01-01T00:00:00.000Z'),
      key('b', '2026-03-01T00:00:00.001Z'),
      key('c', '2026-02-01T00:00:00.000Z'),
    ];
    for (const each of [a, b, c, b]) await addKey(db, each);
    expect(await readKeys(db)).toEqual([b, c, a]);
    await addKey(db, { ...a, wrapped: 'another' });
    expect(await readKeys(db)).toEqual([b, c, a]);
  });

  test('no table holds the secret or the private half', async () => {
    const { db } = database;
    const ring = createKeyRing({
      store: { keys: () => readKeys(db), addKey: (made) => addKey(db, made) },
      secret: () => SECRET,
      rotateMs: 86_400_000,
      now: () => new Date('2026-06-01T00:00:00Z'),
    });
    const { kid, key: signing } = await ring.signer();
    await expect(exportJWK(signing)).rejects.toThrow('extractable');
    const [kept] = await readKeys(db);
    expect(kept?.kid).toBe(kid);
    const jwk = await unwrapKey(kept?.wrapped ?? '', kid, SECRET);
    const bytes = Buffer.from(jwk?.d ?? '', 'base64url');
    expect(bytes).toHaveLength(32);

    const dump = await everything();
    expect(dump).toContain(kid);
    for (const secret of [
      SECRET,
      Buffer.from(SECRET).toString('base64'),
      jwk?.d ?? '',
      bytes.toString('hex'),
      bytes.toString('base64'),
    ])
      expect(dump).not.toContain(secret);
  });

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const { db } = database;
    const names = await db.execute(
      sql`select table_name as name from information_schema.tables where table_schema = 'assay'`,
    );
    const texts: string[] = [];
    for (const table of rowsOf(names).map((row) => String(row['name']))) {
      const rows = await db.execute(sql`select t::text as line from assay.${sql.identifier(table)} t`);
      texts.push(...rowsOf(rows).map((row) => String(row['line'])));
    }
    return texts.join('\n');
  }
});

/** Both drivers give `{rows}`. */
const rowsOf = (result: unknown): readonly Record<string, unknown>[] =>
  (result as { readonly rows: readonly Record<string, unknown>[] }).rows;
