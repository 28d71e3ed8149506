/** A suggestion for a file, as the command makes it. */
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { loadPacks } from '../../src/app/load-packs.js';
import { fileSource } from '../../src/app/suggest/suggest-files.js';
import { suggest } from '../../src/app/suggest/suggest.js';
import type { Suggestion } from '../../src/suggest/suggestion.js';

/** The folder of the public data sets that come from npm. */
export const VEGA = join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '..', 'data');

export const catalogue = (await loadPacks('.', [])).catalogue;

/** At a fixed moment, so that freshness does not depend on the day of the test. */
export const AS_OF = '2026-11-01T00:00:00.000Z';

export interface SuggestFileOptions {
  readonly sample?: number;
  readonly holdOut?: boolean;
  readonly asOf?: string;
  readonly name?: string;
}

export async function suggestFile(path: string, options: SuggestFileOptions = {}): Promise<Suggestion> {
  const wish = {
    source: path,
    server: null,
    table: null,
    layer: null,
    name: options.name ?? null,
    environment: null,
  };
  const { subject, server } = fileSource(path, wish, dirname(path));
  return suggest({
    subject,
    server,
    catalogue,
    layers: ['bronze', 'silver', 'gold'],
    asOf: options.asOf ?? AS_OF,
    sample: options.sample ?? null,
    holdOut: options.holdOut ?? true,
  });
}
