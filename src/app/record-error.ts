/** Checked, but not recorded: what was found still reaches the caller, with the reason why the store has it not. */
import type { Run } from '../model/verdict.js';

export class RecordError extends Error {
  readonly run: Run;
  constructor(run: Run, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RecordError';
    this.run = run;
  }
}
