/** The configuration of a project: `assay.yaml`, the `ASSAY_*` variables over it, defaults below it. */
import { basename, resolve } from 'node:path';
import { pointer, pointerSteps } from '../contract/pointer.js';
import type { Places } from '../contract/places.js';
import type { SourceDocument } from '../contract/read-document.js';
import type { ConfigFile } from '../generated/config.js';
import { validate } from '../generated/config.validate.js';
import { NO_ALERTS, type AlertSettings } from '../model/alert-settings.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import type { EnvironmentConfig, ProjectConfig } from '../model/project.js';
import { alertSettings } from './config-alerts.js';
import { configFaults } from './config-faults.js';
import { durationFaults } from './config-durations.js';
import { findConfig } from './config-file.js';
import { readServers } from './config-servers.js';
import { variable, variableFaults, type Variables } from './config-variables.js';

export interface LoadedConfig {
  /** Usable even where there are faults: what is wrong is as if it were not written. */
  readonly config: ProjectConfig;
  /** What is written and valid, for the parts that read a section of their own: service, alerts, hallmark, schedules. */
  readonly written: ConfigFile;
  readonly alerting: AlertSettings;
  readonly faults: readonly Fault[];
}

const LAYERS = ['bronze', 'silver', 'gold'];
const STORE = 'pglite:.assay';

/**
 * Loads the configuration from the nearest `assay.yaml` in `cwd` or above it; without one the defaults hold and `cwd` is the root.
 * @param environment `--env`; default: `ASSAY_ENV`, else none
 */
export async function loadConfig(
  cwd: string,
  environment: string | null,
  variables: Variables = process.env,
): Promise<LoadedConfig> {
  const found = await findConfig(resolve(cwd));
  const read = readSource(found.source);
  const chosen = environment ?? variable(variables, 'ASSAY_ENV');
  const { root, file } = found;
  const store = storeOf(read.written, chosen, variables);
  const config = withDefaults(read.written, store, { root, file });
  return {
    config,
    written: read.written,
    alerting: read.alerting,
    faults: [
      ...found.faults,
      ...read.faults,
      ...(read.faults.some(({ path }) => path?.startsWith('/environments') === true)
        ? []
        : environmentFaults(chosen, config)),
      ...variableFaults(variables),
    ],
  };
}

interface ReadConfig {
  readonly written: ConfigFile;
  readonly alerting: AlertSettings;
  readonly faults: readonly Fault[];
}

function readSource(source: SourceDocument | null): ReadConfig {
  if (source === null) return { written: {}, alerting: NO_ALERTS, faults: [] };
  const { value, places } = source;
  const faults = [
    ...(validate(value) ? [] : configFaults(validate.errors ?? [], places)),
    ...durationFaults(value, places),
    ...layerFaults(value, places),
  ];
  // What is left has just been found valid.
  const written: ConfigFile = withoutFaulty(value, faults);
  const alerts = alertSettings(written.alerts, places);
  return { written, alerting: alerts.settings, faults: [...faults, ...alerts.faults] };
}

/** The document without the top-level keys that have faults. */
function withoutFaulty(value: Json, faults: readonly Fault[]): JsonObject {
  const faulty = new Set(faults.map(({ path = '' }) => pointerSteps(path)[0]));
  if (!isObject(value) || faulty.has(undefined)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !faulty.has(key)));
}

/** Names that differ in letter case only would be two layers to us and one to a reader. */
function layerFaults(value: Json, places: Places): readonly Fault[] {
  const layers = isObject(value) && Array.isArray(value['layers']) ? value['layers'].map(String) : [];
  const lower = layers.map((layer) => layer.toLowerCase());
  return layers.flatMap((layer, index) => {
    const first = lower.indexOf(layer.toLowerCase());
    if (first === index || layers[first] === layer) return [];
    const message = `The layers ${layers[first] ?? ''} and ${layer} differ in letter case only.`;
    return [fault('duplicate-layer', message, places.at(pointer('/layers', index)), 'Rename one of them.')];
  });
}

function withDefaults(
  written: ConfigFile,
  store: string,
  place: { readonly root: string; readonly file: string | null },
): ProjectConfig {
  return {
    project: written.project ?? basename(place.root),
    ...place,
    contracts: contractPaths(written.contracts),
    packs: listOf(written.packs ?? []),
    layers: written.layers ?? LAYERS,
    store,
    servers: readServers(written.servers ?? {}),
    // Validated by the schema; how layers, datasets and environments come together is the gate's business.
    policy: (written.policy ?? {}) as ProjectConfig['policy'],
    environments: (written.environments ?? {}) as { readonly [name: string]: EnvironmentConfig },
  };
}

/** Within the checkout, where they come from git. */
function contractPaths(written: ConfigFile['contracts']): readonly string[] {
  const paths = typeof written === 'object' && 'git' in written ? written.path : written;
  return listOf(paths ?? 'contracts/');
}

const listOf = (written: string | readonly string[]): readonly string[] =>
  typeof written === 'string' ? [written] : written;

/** The variable wins over the environment's own store, that over the project's. */
function storeOf(written: ConfigFile, environment: string | null, variables: Variables): string {
  const own = environment === null ? undefined : written.environments?.[environment]?.store;
  return variable(variables, 'ASSAY_STORE') ?? own ?? written.store ?? STORE;
}

function environmentFaults(environment: string | null, config: ProjectConfig): readonly Fault[] {
  const known = Object.keys(config.environments);
  if (environment === null || known.includes(environment)) return [];
  const otherwise =
    known.length === 0
      ? 'The project names no environments: add it under `environments`.'
      : `The environments are ${known.join(', ')}.`;
  const hint = nearHint(environment, known) ?? otherwise;
  const place = config.file === null ? {} : { file: config.file };
  return [fault('unknown-environment', `There is no environment ${environment}.`, place, hint)];
}
