/** Evaluated, but not recorded: what was found still reaches the caller, with the reason why the store has it not. */
import type { Decision } from '../model/decision.js';
import type { Run } from '../model/verdict.js';

export class RecordError extends Error {
  readonly run: Run | null;
  readonly decision: Decision | null;
  constructor(
    message: string,
    found: { readonly run: Run | null; readonly decision: Decision | null },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RecordError';
    this.run = found.run;
    this.decision = found.decision;
  }
}
