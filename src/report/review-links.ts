/** Links from a comment to the lines that it speaks of. */

/** How a host shows a file of a commit; null where the host is not known. */
export interface ReviewLinks {
  /** `https://github.com/o/r/blob/<sha>/`: head and base. */
  readonly head: string | null;
  readonly base: string | null;
}

export const NO_LINKS: ReviewLinks = { head: null, base: null };

/** An address that nothing in a file's name can change. @param file from the top of the repository */
export function lineLink(root: string | null, file: string, line: number): string | null {
  if (root === null) return null;
  const path = file
    .split('/')
    .map((step) => encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[()']/g, percent))
    .join('/');
  return `${root}${path}#L${String(line)}`;
}

const percent = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
