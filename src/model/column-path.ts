/** Column paths as text: `amount`, `address.city`, `lines[].sku`; a name that would not read as one name stands in quotes: `"a.b".c`. */
import type { PathStep } from './contract.js';

/** `lines[].sku` → [{field: lines}, {items}, {field: sku}]; `"a.b"` → [{field: a.b}], quotes within quotes are doubled. */
export function pathSteps(path: string): PathStep[] {
  return path === '' ? [{ field: '' }] : [...path.matchAll(STEP)].flatMap(([step]) => stepsOf(step));
}

/** One name with the arrays behind it: in quotes, else up to the next dot. */
const STEP = /(?:^|(?<=\.))(?:"(?:[^"]|"")*"(?:\[\])*(?=\.|$)|[^.]*)/g;

function stepsOf(step: string): readonly PathStep[] {
  const depth = /(?:\[\])*$/.exec(step)?.[0].length ?? 0;
  const name = step.slice(0, step.length - depth);
  const field = /^"(?:[^"]|"")*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
  return [{ field }, ...Array.from({ length: depth / 2 }, () => ({ items: true as const }))];
}

/** The path that `pathSteps` reads as these steps. */
export function pathText(steps: readonly PathStep[]): string {
  return steps
    .map((step, index) => ('items' in step ? '[]' : `${index === 0 ? '' : '.'}${nameText(step.field)}`))
    .join('');
}

/** The name, in quotes where it would be read as something else. */
function nameText(name: string): string {
  return /\.|^"|\[\]$/.test(name) ? quoted(name) : name;
}

/** The path with every name in quotes: for the one that is hidden behind a column whose very name is its path. */
export function quotedPath(steps: readonly PathStep[]): string {
  return steps
    .map((step, index) => ('items' in step ? '[]' : `${index === 0 ? '' : '.'}${quoted(step.field)}`))
    .join('');
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
