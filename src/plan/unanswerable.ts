/** Why a measure can not be taken, known before any statement runs. Thrown inside plan and sql, a reading outside. */
import type { UnknownReason } from '../model/reading.js';

export class Unanswerable extends Error {
  readonly reason: UnknownReason;
  /** @param message a sentence for people, without values of the data */
  constructor(reason: UnknownReason, message: string) {
    super(message);
    this.name = 'Unanswerable';
    this.reason = reason;
  }
}

/** The measure asks of a type what the type can not give. */
export const badType = (message: string): Unanswerable => new Unanswerable('bad_type', message);
