/** The questions and records of the event stream. */
import type { ServiceEvent } from '../model/service-event.js';

/** An event before it has its number. */
export type NewEvent = Omit<ServiceEvent, 'seq'>;

export interface EventStore {
  add(events: readonly NewEvent[]): Promise<void>;
  /** Those after `seq`, in the order of commits, at most `limit`. */
  after(seq: number, limit: number): Promise<readonly ServiceEvent[]>;
  /** The number of the last one; 0 where there is none. */
  last(): Promise<number>;
  /** The number of the last one of any of these datasets; 0 where there is none. */
  lastOf(datasets: readonly string[]): Promise<number>;
  /** Removes what is older than `before`, never the last one. */
  forget(before: string): Promise<void>;
}
