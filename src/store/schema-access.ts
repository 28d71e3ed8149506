/** The tables about who may do what and who signs: tokens, sign-ins, keys of the hallmark. */
import { bigserial, index, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { document, exactText, instant } from './column-types.js';
import { assay } from './schema.js';

const seq = () => bigserial({ mode: 'number' });

/** API tokens by the SHA-256 of their secret. */
export const apiTokens = assay.table(
  'api_tokens',
  {
    id: exactText().primaryKey(),
    seq: seq().notNull(),
    hash: text().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    document: document().notNull(),
  },
  (t) => [uniqueIndex('api_tokens_by_hash').on(t.hash)],
);

/** Sign-ins by the SHA-256 of their cookie. */
export const sessions = assay.table(
  'sessions',
  {
    hash: text().primaryKey(),
    expiresAt: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [index('sessions_by_end').on(t.expiresAt)],
);

/** Keys of the hallmark: public halves in clear, private halves wrapped. */
export const signingKeys = assay.table('signing_keys', {
  kid: text().primaryKey(),
  seq: seq().notNull(),
  createdAt: instant().notNull(),
  document: document().notNull(),
});
