/** The kill switch of a dataset: nothing passes until a person resets it. */
import { client } from '../../api/client.js';
import { useAction } from '../../api/use-action.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';

interface TripDialogProps {
  readonly dataset: string;
  readonly onClose: () => void;
}

export function TripDialog({ dataset, onClose }: TripDialogProps) {
  const action = useAction(
    (reason: string) =>
      client.POST('/v1/breakers/{dataset}/trip', { params: { path: { dataset } }, body: { reason } }),
    () => `The breaker of ${dataset} is isolated.`,
    onClose,
  );
  return (
    <ReasonDialog
      title={`Trip the breaker of ${dataset}`}
      explain="Nothing of this dataset passes, and nothing that it feeds, until a person resets the breaker. No override lifts that."
      confirm="Trip"
      isDanger
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    />
  );
}
