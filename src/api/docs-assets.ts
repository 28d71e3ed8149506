/** The files of Swagger UI: copied beside the code when it is built, in a checkout those of the package. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Asset {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Nothing else is ever read. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

const read = new Map<string, Promise<Asset>>();

/** Null for a name that is not one of the files. */
export function docsAsset(name: string): Promise<Asset> | null {
  const type = TYPES.get(name);
  if (type === undefined) return null;
  const known = read.get(name);
  if (known !== undefined) return known;
  const asset = readFile(join(folder(), name)).then((content) => ({
    type,
    content: new Uint8Array(content),
  }));
  read.set(name, asset);
  return asset;
}

/** In a bundle all code lies in `src/app`, and the files still in `src/api`. */
function folder(): string {
  const built = fileURLToPath(new URL('../api/swagger-ui/', import.meta.url));
  if (existsSync(built)) return built;
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
