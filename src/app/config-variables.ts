/** `ASSAY_*` variables: what they may be, and which of them look misspelt. */
import { didYouMean } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';

export type Variables = { readonly [name: string]: string | undefined };

const KNOWN = ['ASSAY_STORE', 'ASSAY_ENV', 'ASSAY_USER', 'ASSAY_DEBUG'];

/** The value of a variable; an empty one counts as absent. */
export function variable(variables: Variables, name: 'ASSAY_STORE' | 'ASSAY_ENV'): string | null {
  const value = variables[name];
  return value === undefined || value === '' ? null : value;
}

/** Misspelt variables. Other `ASSAY_…` names may hold what a project refers to by `${env:…}`. */
export function variableFaults(variables: Variables): readonly Fault[] {
  return Object.keys(variables)
    .filter((name) => name.startsWith('ASSAY_') && !KNOWN.includes(name))
    .flatMap((name) => {
      const near = didYouMean(
        name.slice(6),
        KNOWN.map((known) => known.slice(6)),
      );
      if (near === null) return [];
      const hint = `Did you mean ASSAY_${near}?`;
      return [
        fault('unknown-variable', `The environment variable ${name} means nothing to Assay.`, {}, hint),
      ];
    });
}
