/** References to secrets, `${env:NAME}` and `${file:PATH}`: resolved when they are needed, never shown. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServerConfig } from '../engine/engine.js';
import { fault, FaultError, type Fault, type Outcome } from '../model/fault.js';
import type { ProjectConfig, ServerSettings } from '../model/project.js';
import type { Variables } from './config-variables.js';

const REFERENCE = /\$\{([^}]*)\}/g;

/**
 * A text with its references replaced; a fault for each that leads nowhere, named by what it refers to.
 * @param root where a relative PATH starts
 */
export function resolveReferences(
  text: string,
  root: string,
  what: string,
  variables: Variables = process.env,
): Outcome<string> {
  const faults: Fault[] = [];
  const value = text.replace(REFERENCE, (whole, inside: string) => {
    const found = lookUp(inside, root, variables);
    if (typeof found === 'string') return found;
    faults.push(fault(found.code, `${what} refers to ${whole}: ${found.why}.`, {}, found.hint));
    return '';
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value };
}

interface Missing {
  readonly code: 'missing-secret' | 'bad-reference';
  readonly why: string;
  readonly hint: string;
}

function lookUp(inside: string, root: string, variables: Variables): string | Missing {
  const [, source, name = ''] = /^(env|file):(.+)$/.exec(inside) ?? [];
  if (source === undefined)
    return {
      code: 'bad-reference',
      why: 'that is no reference',
      hint: 'Write ${env:NAME} or ${file:PATH}.',
    };
  if (source === 'env') {
    const value = variables[name];
    if (value !== undefined) return value;
    return { code: 'missing-secret', why: 'there is no such variable', hint: `Set ${name}.` };
  }
  try {
    // Editors and secret stores end a file with a line break that is no part of the secret.
    return readFileSync(resolve(root, name), 'utf8').replace(/\r?\n$/, '');
  } catch {
    return { code: 'missing-secret', why: 'the file can not be read', hint: `Create ${name}.` };
  }
}

/** The server with its settings resolved. @throws FaultError for references that lead nowhere, all of them at once */
export function withSecrets(server: ServerConfig, variables: Variables = process.env): ServerConfig {
  const faults: Fault[] = [];
  const settings = Object.entries(server.settings).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'string') return [key, value] as const;
    const what = `${key} of the server ${server.name}`;
    const resolved = resolveReferences(value, server.root, what, variables);
    if (!resolved.ok) faults.push(...resolved.faults);
    return [key, resolved.ok ? resolved.value : ''] as const;
  });
  if (faults.length > 0) throw new FaultError(faults);
  // The same keys with values of the same types.
  const resolved: ServerSettings = Object.fromEntries(settings);
  return { ...server, settings: resolved };
}

/** The address of the store, resolved. @throws FaultError for references that lead nowhere */
export function storeAddress(
  config: Pick<ProjectConfig, 'store' | 'root'>,
  variables: Variables = process.env,
): string {
  const resolved = resolveReferences(config.store, config.root, 'The store', variables);
  if (!resolved.ok) throw new FaultError(resolved.faults);
  return resolved.value;
}
