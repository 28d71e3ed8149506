/** Thrown by a command to end with a code after it has said what there is to say. */
import type { ExitCode } from './exit-code.js';

export class Exit extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode) {
    super(`exit ${code}`);
    this.name = 'Exit';
    this.code = code;
  }
}
