/** Closes a breaker by hand. */
import { client } from '../../api/client.js';
import { useAction } from '../../api/use-action.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';

interface ResetDialogProps {
  readonly dataset: string;
  readonly onClose: () => void;
}

export function ResetDialog({ dataset, onClose }: ResetDialogProps) {
  const action = useAction(
    (reason: string) =>
      client.POST('/v1/breakers/{dataset}/reset', { params: { path: { dataset } }, body: { reason } }),
    () => `The breaker of ${dataset} is closed.`,
    onClose,
  );
  return (
    <ReasonDialog
      title={`Reset the breaker of ${dataset}`}
      explain="The breaker closes. It lets nothing through by itself: the next question is answered by a fresh look at the data."
      confirm="Reset"
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    />
  );
}
