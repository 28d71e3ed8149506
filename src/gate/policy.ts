/** Which policy holds for a dataset in an environment, and the faults of what a project wrote about it. */
import type { Policy } from '../model/decision.js';
import { nearHint } from '../model/did-you-mean.js';
import { digest } from '../model/digest.js';
import { fault, type Fault, type Outcome, type Place } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import type { ProjectConfig } from '../model/project.js';
import { defaultPolicy } from './policy-defaults.js';
import { mergePatches, readPolicy, type PolicyPatch } from './policy-setting.js';

type PolicyTable = { readonly [layerOrDataset: string]: JsonObject };

/** What of a project's configuration a policy comes from. */
export type PolicySource = Pick<ProjectConfig, 'file' | 'layers' | 'policy' | 'environments'>;

/** Whose policy, and where it is asked. */
export interface PolicyQuestion {
  readonly dataset: string;
  readonly layer: string | null;
  readonly environment: string | null;
}

/**
 * The policy of a dataset: the layer's defaults, then what the project wrote for the layer, for the dataset, then what
 * the environment wrote for the layer and for the dataset; the later wins, setting by setting. All faults at once.
 */
export function resolvePolicy(question: PolicyQuestion, config: PolicySource): Outcome<Policy> {
  const tables = policyTables(question.environment, config);
  if (!tables.ok) return tables;
  const faults: Fault[] = [];
  let written: PolicyPatch = {};
  for (const { table, at } of tables.value)
    for (const key of [question.layer, question.dataset]) {
      const entry = key !== null && Object.hasOwn(table, key) ? table[key] : undefined;
      if (entry === undefined) continue;
      const read = readPolicy(entry, { ...at, path: `${at.path ?? ''}/${key}` });
      faults.push(...read.faults);
      written = mergePatches(written, read.patch);
    }
  const contradiction = capFault(written, question.dataset, config);
  if (contradiction !== null) faults.push(contradiction);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: complete(question, config, written) };
}

/** Every fault of a project's policies, used or not: settings, values, and keys that are neither a layer nor a dataset. */
export function policyFaults(config: PolicySource, datasets: readonly string[]): readonly Fault[] {
  const names = [...config.layers, ...datasets];
  const sources = [null, ...Object.keys(config.environments)].map((name) => ownTable(name, config));
  return sources.flatMap(({ table, at }) =>
    Object.entries(table).flatMap(([key, written]) => {
      const place = { ...at, path: `${at.path ?? ''}/${key}` };
      const stray = names.includes(key) ? [] : [strayKey(key, names, place)];
      return [...stray, ...readPolicy(written, place).faults];
    }),
  );
}

/** Digest of a policy, so that a decision says under which rules it was taken. */
export function policyDigest(policy: Policy): string {
  return digest(policy);
}

interface PlacedTable {
  readonly table: PolicyTable;
  readonly at: Partial<Place>;
}

/** The project's table, then the environment's. A misspelt environment is a fault: it must not fall back to other rules. */
function policyTables(environment: string | null, config: PolicySource): Outcome<readonly PlacedTable[]> {
  const project = ownTable(null, config);
  if (environment === null) return { ok: true, value: [project] };
  if (Object.hasOwn(config.environments, environment))
    return { ok: true, value: [project, ownTable(environment, config)] };
  const known = Object.keys(config.environments);
  const list = known.length > 0 ? `The environments are ${known.join(', ')}.` : 'The project names none.';
  const hint = nearHint(environment, known) ?? list;
  return {
    ok: false,
    faults: [fault('unknown-environment', `There is no environment "${environment}".`, fileOf(config), hint)],
  };
}

function ownTable(environment: string | null, config: PolicySource): PlacedTable {
  if (environment === null) return { table: config.policy, at: { ...fileOf(config), path: '/policy' } };
  const table = config.environments[environment]?.policy ?? {};
  return { table, at: { ...fileOf(config), path: `/environments/${environment}/policy` } };
}

function fileOf(config: PolicySource): Partial<Place> {
  return config.file === null ? {} : { file: config.file };
}

function strayKey(key: string, names: readonly string[], place: Partial<Place>): Fault {
  const hint = nearHint(key, names) ?? 'Name a layer of the project, or a dataset by its key.';
  return fault('unknown-policy-target', `"${key}" is neither a layer nor a dataset.`, place, hint);
}

/** A cap that someone wrote below the cooldown that someone wrote; a default cap just makes room. */
function capFault(written: PolicyPatch, dataset: string, config: PolicySource): Fault | null {
  const { cooldownMs, cooldownCapMs } = written;
  if (cooldownMs === undefined || cooldownCapMs === undefined || cooldownCapMs >= cooldownMs) return null;
  return fault(
    'bad-policy-value',
    `cooldownCap is shorter than cooldown for ${dataset}.`,
    { ...fileOf(config), path: '/policy' },
    'Raise cooldownCap to at least the cooldown.',
  );
}

function complete(question: PolicyQuestion, config: PolicySource, written: PolicyPatch): Policy {
  const base = defaultPolicy(question.layer, config.layers);
  const merged = { ...base, ...written, effects: { ...base.effects, ...written.effects } };
  return { ...merged, cooldownCapMs: Math.max(merged.cooldownCapMs, merged.cooldownMs) };
}
