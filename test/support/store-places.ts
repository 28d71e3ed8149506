/** Where a store can be: in a folder of its own, and in a database of its own on a real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.js';

export interface StorePlace {
  readonly url: string;
  /** Whether more than one process may open it. */
  readonly shared: boolean;
  readonly leave: () => Promise<void>;
}

export const storePlaces: Readonly<Record<string, () => Promise<StorePlace>>> = {
  pglite: () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-store-'));
    const leave = () => Promise.resolve(rmSync(folder, { recursive: true }));
    return Promise.resolve({ url: `pglite:${join(folder, 'store')}`, shared: false, leave });
  },
  postgres: async () => {
    const server = await startPostgres();
    return { url: await server.createDatabase(), shared: true, leave: () => server.close() };
  },
};
