/** `init`, from a wish to the files: looks at the source, drafts its contract, plans the project. Writing is the caller's next step. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { JsonObject } from '../../model/json.js';
import type { Suggestion } from '../../suggest/suggestion.js';
import { initFiles, type InitFile } from './init-plan.js';
import { sampleOrders } from './init-sample.js';
import { loadPacks } from '../load-packs.js';
import { resolveSource, type SuggestSource } from '../suggest/suggest-source.js';
import { suggest } from '../suggest/suggest.js';

export interface InitWish {
  /** Null: the sample. */
  readonly source: string | null;
  readonly table: string | null;
  /** Of the project; default: the folder's. */
  readonly name: string | null;
  readonly layer: string | null;
  /** Absolute. */
  readonly cwd: string;
  /** Absolute: the folder of the project to be. */
  readonly root: string;
  readonly ci: boolean;
  readonly sample: number | null;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: string) => void;
}

export interface PlannedProject {
  readonly suggestion: Suggestion;
  readonly files: readonly InitFile[];
  /** A variable that has to be set before the next command; null for none. */
  readonly needs: string | null;
}

const LAYERS = ['bronze', 'silver', 'gold'];
const SAMPLE: InitFile = { path: 'data/orders.csv', text: sampleOrders(), mode: 'create' };

/** @throws FaultError where the source can not be looked at */
export async function planProject(wish: InitWish): Promise<PlannedProject> {
  const { source } = wish;
  const project = wish.name ?? basename(resolve(wish.root));
  if (source === null) {
    const suggestion = await ofSample(wish);
    const files = initFiles({ project, suggestion, servers: {}, ci: wish.ci, data: [SAMPLE] });
    return { suggestion, files, needs: null };
  }
  const found = resolveSource(
    { source, server: null, table: wish.table, layer: wish.layer, name: null, environment: null },
    { cwd: wish.cwd, root: wish.root, project: null },
  );
  const suggestion = await draft(wish, found);
  const { settings } = found;
  const servers: JsonObject = settings === null ? {} : { [found.server.name]: settings };
  const files = initFiles({ project, suggestion, servers, ci: wish.ci, data: [] });
  return { suggestion, files, needs: settings?.['password'] === undefined ? null : 'PGPASSWORD' };
}

async function draft(wish: InitWish, { subject, server }: SuggestSource): Promise<Suggestion> {
  const { catalogue } = await loadPacks(wish.root, []);
  const { asOf, sample, signal, onStep } = wish;
  return suggest({
    subject,
    server,
    catalogue,
    layers: LAYERS,
    asOf,
    sample,
    holdOut: true,
    ...(signal === undefined ? {} : { signal }),
    ...(onStep === undefined ? {} : { onStep }),
  });
}

/** The sample is looked at as anybody's data are, before it is written to its place. */
async function ofSample(wish: InitWish): Promise<Suggestion> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-sample-'));
  try {
    const path = join(folder, 'orders.csv');
    await writeFile(path, SAMPLE.text);
    const found = resolveSource(
      { source: path, server: null, table: null, layer: wish.layer, name: 'orders', environment: null },
      { cwd: folder, root: folder, project: null },
    );
    const servers = [{ server: 'files', type: 'local', path: SAMPLE.path, format: 'csv' }];
    // Read where it lies now, written as it will lie.
    return await draft(wish, { ...found, subject: { ...found.subject, servers } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
