/** Finds what a caller names: a dataset by its key, or by its bare name where that is unambiguous. */
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';

/** The key of a dataset named by key or bare name. */
export function findDataset(name: string, keys: readonly string[]): Outcome<string> {
  if (keys.includes(name)) return { ok: true, value: name };
  const bare = keys.filter((key) => bareName(key) === name);
  if (bare.length === 1 && bare[0] !== undefined) return { ok: true, value: bare[0] };
  if (bare.length > 1) return { ok: false, faults: [ambiguous(name, bare)] };
  return { ok: false, faults: [unknownDataset(name, keys)] };
}

const bareName = (key: string): string => key.slice(key.indexOf('.') + 1);

const ambiguous = (name: string, keys: readonly string[]): Fault =>
  fault('ambiguous-dataset', `${name} may be ${keys.join(' or ')}.`, {}, 'Name it with its layer.');

function unknownDataset(name: string, keys: readonly string[]): Fault {
  const hint =
    keys.length === 0
      ? 'The project has no datasets: see `contracts` in assay.yaml.'
      : `${nearHint(name, [...keys, ...keys.map(bareName)]) ?? ''} The project has ${listed(keys)}. A folder of contracts is written with a slash, as \`contracts/\`.`;
  return fault('unknown-dataset', `There is no dataset ${name}.`, {}, hint.trim());
}

const listed = (keys: readonly string[]): string =>
  keys.length <= 12 ? keys.join(', ') : `${keys.slice(0, 12).join(', ')} and ${keys.length - 12} more`;
