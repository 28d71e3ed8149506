// The programs that docs/orchestrators.md shows: what people copy is what is tested.
import { readFileSync } from 'node:fs';

const page = new URL('../../docs/orchestrators.md', import.meta.url);

/** The fenced blocks that have a file name, by that name. */
export function pageBlocks() {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```\w+ (\S+\.\w+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name, text]) => [name, text]));
}
