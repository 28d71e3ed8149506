/** What every store promises of tokens, sign-ins and signing keys, in a folder and on a real PostgreSQL server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiToken, Session } from '../../src/model/access.js';
import type { AuditEntry } from '../../src/model/decision.js';
import type { SigningKey } from '../../src/model/hallmark.js';
import { accessStore } from '../../src/store/access.js';
import type { AccessStore } from '../../src/store/access-store.js';
import { readAudit } from '../../src/store/audit-log.js';
import { openPglite } from '../../src/store/open-pglite.js';
import { openPostgres } from '../../src/store/open-postgres.js';
import type { OpenDatabase } from '../../src/store/store-database.js';
import { startPostgres } from '../support/postgres.js';

interface Place {
  readonly database: OpenDatabase;
  readonly leave: () => Promise<void>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  pglite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-access-'));
    const database = await openPglite(join(folder, 'store'));
    return { database, leave: () => Promise.resolve(rmSync(folder, { recursive: true })) };
  },
  postgres: async () => {
    const server = await startPostgres();
    return { database: await openPostgres(await server.createDatabase(), 4), leave: () => server.close() };
  },
};

const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 12, minute)).toISOString();

const audit = (action: string, by = 'ana'): AuditEntry => ({
  at: at(0),
  by,
  action,
  dataset: null,
  reason: null,
  before: null,
  after: 'later',
});

const tokenOf = (id: string, part: Partial<ApiToken> = {}): ApiToken => ({
  kind: 'ApiToken',
  id,
  name: 'ci',
  grant: { scopes: ['read', 'run'], domains: null },
  createdBy: 'ana',
  createdAt: at(0),
  expiresAt: at(59),
  revokedAt: null,
  ...part,
});

const sessionOf = (part: Partial<Session> = {}): Session => ({
  kind: 'Session',
  principal: {
    name: 'ada@example.com',
    via: 'session',
    grants: [{ scopes: ['read'], domains: ['sales', 'é"\\ \u0000'] }],
  },
  createdAt: at(0),
  expiresAt: at(30),
  ...part,
});

describe.each(Object.keys(places))('access on %s', (name) => {
  let place: Place;
  let access: AccessStore;
  let used = 0;
  /** A name that no other test has used. */
  const fresh = (what: string): string => `${what}-${String(++used)}`;
  const entries = (limit: number) => readAudit(place.database.db, limit);

  beforeAll(async () => {
    const find = places[name];
    if (find === undefined) throw new Error(name);
    place = await find();
    access = accessStore(place.database.db);
  });
  afterAll(async () => {
    await place.database.close();
    await place.leave();
  });

  test('there is no token until one was made, and always one after', async () => {
    expect(await access.hasTokens()).toBe(false);
    expect(await access.tokens()).toEqual([]);
    const id = fresh('t');
    await access.addToken(tokenOf(id), fresh('hash'), audit('token.create'));
    expect(await access.hasTokens()).toBe(true);
    await access.revokeToken(id, at(1), audit('token.revoke'));
    expect(await access.hasTokens()).toBe(true);
  });

  test('a token is found by its hash alone, as it was made', async () => {
    const [id, hash] = [fresh('t'), fresh('hash')];
    const odd = tokenOf(id, {
      name: 'naïve 🔑 \\ \u0000',
      grant: { scopes: ['read'], domains: ['sales', '財務'] },
    });
    await access.addToken(odd, hash, audit('token.create'));
    expect(await access.tokenByHash(hash)).toEqual(odd);
    expect(await access.tokenByHash(id)).toBeNull();
    expect(await access.tokenByHash(`${hash}0`)).toBeNull();
    expect(await access.tokenByHash('')).toBeNull();
  });

  test('tokens come newest first, the ended ones too', async () => {
    const [a, b] = [fresh('t'), fresh('t')];
    await access.addToken(tokenOf(a, { expiresAt: at(-5) }), fresh('hash'), audit('token.create'));
    await access.addToken(tokenOf(b), fresh('hash'), audit('token.create'));
    expect((await access.tokens()).slice(0, 2).map((token) => token.id)).toEqual([b, a]);
  });

  test('a token and its audit entry are written together, or not at all', async () => {
    const [id, hash] = [fresh('t'), fresh('hash')];
    await access.addToken(tokenOf(id), hash, audit('token.create', id));
    expect((await entries(1))[0]).toEqual(audit('token.create', id));
    await expect(
      access.addToken(tokenOf(fresh('t')), hash, audit('token.create', 'same hash')),
    ).rejects.toThrow();
    await expect(
      access.addToken(tokenOf(id), fresh('hash'), audit('token.create', 'same id')),
    ).rejects.toThrow();
    expect((await entries(1))[0]?.by).toBe(id);
  });

  test('a token is revoked once, whoever comes at the same time, with one audit entry', async () => {
    const [id, hash] = [fresh('t'), fresh('hash')];
    await access.addToken(tokenOf(id), hash, audit('token.create'));
    const tries = await Promise.all(
      Array.from({ length: 6 }, (_, i) => access.revokeToken(id, at(i), audit('token.revoke', id))),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    const revokedAt = at(tries.indexOf(true));
    expect(await access.tokenByHash(hash)).toEqual(tokenOf(id, { revokedAt }));
    expect((await entries(50)).filter((entry) => entry.by === id)).toHaveLength(1);
    expect(await access.revokeToken('no such', at(1), audit('token.revoke', 'nobody'))).toBe(false);
    expect((await entries(50)).some((entry) => entry.by === 'nobody')).toBe(false);
  });

  test('a sign-in comes back as it was begun, until it ends', async () => {
    const hash = fresh('hash');
    await access.addSession(sessionOf(), hash);
    expect(await access.session(hash)).toEqual(sessionOf());
    expect(await access.session('other')).toBeNull();
    await access.endSession(hash);
    expect(await access.session(hash)).toBeNull();
    await access.endSession(hash);
  });

  test('those that ended before a moment are forgotten, those that end with it are not', async () => {
    const hashes = [29, 30, 31].map((minute) => [minute, fresh('hash')] as const);
    for (const [minute, hash] of hashes) await access.addSession(sessionOf({ expiresAt: at(minute) }), hash);
    await access.forgetSessions(at(30));
    const left = await Promise.all(hashes.map(([, hash]) => access.session(hash)));
    expect(left.map((session) => session?.expiresAt ?? null)).toEqual([null, at(30), at(31)]);
  });

  test('keys come newest first, and one that is there already stays as it is', async () => {
    const key = (kid: string, minute: number): SigningKey => ({
      kid,
      publicJwk: '{"kty":"OKP"}',
      wrapped: 'a.b.c.d.e',
      createdAt: at(minute),
    });
    const [a, b] = [key(fresh('k'), 1), key(fresh('k'), 2)];
    await access.addKey(a);
    await access.addKey(b);
    await access.addKey({ ...a, wrapped: 'other' });
    expect(await access.keys()).toEqual([b, a]);
  });

  test('names and domains of any text come back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'binary' })),
        async (text, domains) => {
          const [id, hash] = [fresh('t') + text, fresh('hash')];
          const token = tokenOf(id, { name: text, grant: { scopes: ['read'], domains } });
          await access.addToken(token, hash, audit('token.create'));
          expect(await access.tokenByHash(hash)).toEqual(token);
          expect(await access.revokeToken(id, at(1), audit('token.revoke'))).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });
});
