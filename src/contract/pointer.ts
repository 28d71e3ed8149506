/** JSON pointers (RFC 6901): how a place in a document is named. */

/** `pointer('/schema', 0, 'a/b')` → `/schema/0/a~1b`; the first argument is a pointer already. */
export function pointer(base: string, ...steps: readonly (string | number)[]): string {
  return base + steps.map((step) => `/${escapeStep(String(step))}`).join('');
}

/** The steps of a pointer, unescaped. */
export function pointerSteps(path: string): string[] {
  return path === '' ? [] : path.slice(1).split('/').map(unescapeStep);
}

/** `/schema/0/name` → `/schema/0`; the root is its own parent. */
export function parentPointer(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `/schema/0/name` → `name`; empty for the root. */
export function lastStep(path: string): string {
  return pointerSteps(path).at(-1) ?? '';
}

function escapeStep(step: string): string {
  return step.replace(/~/g, '~0').replace(/\//g, '~1');
}

function unescapeStep(step: string): string {
  return step.replace(/~1/g, '/').replace(/~0/g, '~');
}
