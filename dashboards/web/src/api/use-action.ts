/** An action by hand: done once, told aloud, and everything on the page is asked again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useAnnounce } from '../kit/announcer.js';
import { ApiProblem } from './problem.js';

export interface Action<Input> {
  readonly run: (input: Input) => void;
  readonly isRunning: boolean;
  /** Why the last attempt failed; null: it did not. */
  readonly problem: ApiProblem | null;
  readonly reset: () => void;
}

/**
 * @param act what is asked of the service; rejects with an `ApiProblem`
 * @param told the sentence that is announced when it is done: what is true now
 */
export function useAction<Input, Output>(
  act: (input: Input) => Promise<Output>,
  told: (output: Output, input: Input) => string,
  onDone?: (output: Output) => void,
): Action<Input> {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: async (output, input) => {
      announce(told(output, input));
      onDone?.(output);
      await queries.invalidateQueries();
    },
  });
  const { error } = mutation;
  return {
    run: (input) => mutation.mutate(input),
    isRunning: mutation.isPending,
    problem: error === null ? null : error instanceof ApiProblem ? error : ApiProblem.unreachable(error),
    reset: mutation.reset,
  };
}
