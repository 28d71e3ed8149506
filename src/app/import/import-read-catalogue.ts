/** What the catalogue of a database gives. */
import type { NotCarried } from '../../exchange/imported.js';
import type { TableModel } from '../../exchange/import/table-model.js';

export interface ReadCatalogue {
  readonly tables: readonly TableModel[];
  readonly notCarried: readonly NotCarried[];
}
