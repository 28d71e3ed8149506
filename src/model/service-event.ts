/** What happened, for whoever listens: one line of the service's event stream. */
import type { JsonObject } from './json.js';

export type ServiceEventName =
  'run' | 'decision' | 'breaker' | 'incident' | 'override' | 'contracts' | 'expectation';

export interface ServiceEvent {
  /** Rises with the order in which things were committed. */
  readonly seq: number;
  readonly at: string;
  readonly event: ServiceEventName;
  readonly dataset: string | null;
  /** Small: ids, states and numbers; what is large is read by its id. */
  readonly data: JsonObject;
}
