/** States of incidents that may be asked for. */
import type { Schema } from '../../api/client.js';

type State = Schema<'Incident'>['state'];

export const UNRESOLVED: readonly State[] = ['open', 'acknowledged'];

export const STATE_OPTIONS = [
  { value: 'open', label: 'open', states: ['open'] },
  { value: 'acknowledged', label: 'acknowledged', states: ['acknowledged'] },
  { value: 'resolved', label: 'resolved', states: ['resolved'] },
  { value: 'all', label: 'all', states: ['open', 'acknowledged', 'resolved'] },
] as const satisfies readonly {
  readonly value: string;
  readonly label: string;
  readonly states: readonly State[];
}[];

export type StateOption = (typeof STATE_OPTIONS)[number]['value'];

/** The option that stands for these states; undefined: those that are not over. */
export function stateOption(states: readonly State[] | undefined): StateOption | undefined {
  return STATE_OPTIONS.find((option) => option.states.join() === states?.join())?.value;
}
