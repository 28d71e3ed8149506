/** The secret that wraps private keys: never in the database that they lie in. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fault, FaultError } from '../model/fault.js';
import { storePlace } from '../store/open-store.js';
import type { HallmarkSettings } from './hallmark-settings.js';
import { secretFile } from './secret-file.js';
import { resolveReferences } from './secrets.js';
import { unwrap } from './sources.js';

/** Characters: keys are derived quickly, so what can be guessed could be tried out. */
const SHORTEST = 32;
const NAME = 'hallmark.secret';

/** The secret that the project names; null where it names none. @throws FaultError where the reference leads nowhere, or to less than 32 characters */
export function namedSecret({ secret }: Pick<HallmarkSettings, 'secret'>, root: string): string | null {
  if (secret === null) return null;
  const found = unwrap(resolveReferences(secret, root, '`hallmark.secret`')).trim();
  if (found.length >= SHORTEST) return found;
  const hint = 'Make one with `openssl rand -base64 32`.';
  const message = `\`hallmark.secret\` refers to less than ${SHORTEST} characters.`;
  throw new FaultError([fault('weak-secret', message, {}, hint)]);
}

/**
 * A secret of Assay's own: in the folder of an embedded store, else in `.assay` of the project. Where no file can be made or read
 * (a disk that can not be written), one for this process alone: its keys are verified everywhere and used by nobody else.
 * @param address of the store
 */
export function ownSecret(address: string, root: string): string {
  const place = storePlace(address, root);
  const folder = place.where === 'folder' ? place.folder : join(root, '.assay');
  try {
    const found = secretFile(join(folder, NAME));
    if (found.length >= SHORTEST) return found;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
  return randomBytes(SHORTEST).toString('base64url');
}
